package dev.toolgram.plugins.files;

import java.nio.file.Path;

/**
 * A file that has arrived.
 *
 * @param file where it is, under the name that its receivers will see
 * @param size in bytes; not zero
 * @param contentType as the server says, in small letters and without parameters; empty when it says nothing
 */
record Download(Path file, long size, String contentType) {}
