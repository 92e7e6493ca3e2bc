package dev.toolgram.plugins.files;

import java.nio.file.Path;

/**
 * A downloaded file.
 *
 * @param file the stored file; its name is the one that recipients see
 * @param size the size in bytes, not zero
 * @param contentType the server's content type, in lower case without parameters; empty when unknown
 */
record Download(Path file, long size, String contentType) {}
