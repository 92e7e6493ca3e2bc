package dev.toolgram.testkit;

import java.nio.charset.StandardCharsets;

/** A file returned by a tool. */
public final class ReceivedFile {

    private final String name;
    private final String mediaType;
    private final byte[] bytes;

    ReceivedFile(String name, String mediaType, byte[] bytes) {
        this.name = name;
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    /** The file name; empty for images and audio over MCP, which have no name. */
    public String name() {
        return name;
    }

    /** The media type, for example {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** A copy of the content. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The content, decoded as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The name, media type and size. */
    @Override
    public String toString() {
        return "ReceivedFile[%s, %s, %d bytes]".formatted(name, mediaType, bytes.length);
    }
}
