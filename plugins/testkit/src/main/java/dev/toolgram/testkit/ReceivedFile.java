package dev.toolgram.testkit;

import java.nio.charset.StandardCharsets;

/** A file that a tool answered. */
public final class ReceivedFile {

    private final String name;
    private final String mediaType;
    private final byte[] bytes;

    ReceivedFile(String name, String mediaType, byte[] bytes) {
        this.name = name;
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    /** What it is called; empty where the door does not say (MCP's images and sounds). */
    public String name() {
        return name;
    }

    /** What it is, for example {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** What is in it; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What is in it, as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Not the content. */
    @Override
    public String toString() {
        return "ReceivedFile[%s, %s, %d bytes]".formatted(name, mediaType, bytes.length);
    }
}
