package dev.toolgram.api;

import java.nio.file.Path;

/**
 * A file that came with a call: a part of a {@code multipart/form-data} request (RFC 7578).
 *
 * @param file the content on disk, deleted when the call has been answered; to be read only
 * @param name the name that the caller gave, not checked; empty if there is none
 * @param mediaType the media type that the caller gave, in lower case without parameters, not checked; empty if there is
 *     none
 * @param size the size in bytes
 */
public record Attachment(Path file, String name, String mediaType, long size) {

    /** The scheme of a reference to an attachment in a field: {@code attach://} and the name of the part. */
    public static final String SCHEME = "attach://";
}
