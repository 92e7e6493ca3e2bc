package dev.toolgram.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A result that is a file rather than JSON; see {@link ToolDefinition.Builder#outputFile()}. REST streams it as the
 * response body, MCP returns image, audio or resource content (MCP, <i>Tool Result</i>). Immutable as long as the file
 * on disk does not change.
 */
public final class FileContent {

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}(; ?[a-z]+=[A-Za-z0-9_.-]+)?");

    private final String name;
    private final String mediaType;
    private final @Nullable Path file;
    private final byte[] bytes;

    private FileContent(String name, String mediaType, @Nullable Path file, byte[] bytes) {
        if (name.isBlank() || name.codePoints().anyMatch(c -> c < ' ' || c == '/' || c == '\\' || c == 0x7f)) {
            throw new IllegalArgumentException("A file name must not be blank or contain a path or control characters");
        }
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException(
                    "Invalid media type '%s': use a form like image/png".formatted(mediaType));
        }
        this.name = name;
        this.mediaType = mediaType.toLowerCase(Locale.ROOT);
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Returns the content of a file on disk. The host opens the file when the tool returns, before it deletes
     * {@link ToolContext#scratchDirectory()}.
     *
     * @param name the suggested file name, without a path
     * @param mediaType the media type (RFC 9110, section 8.3.1), for example {@code image/png}
     * @throws IllegalArgumentException if the name or the media type is invalid
     */
    public static FileContent of(String name, String mediaType, Path file) {
        return new FileContent(name, mediaType, file, new byte[0]);
    }

    /**
     * Returns a copy of bytes in memory.
     *
     * @param name the suggested file name, without a path
     * @param mediaType the media type (RFC 9110, section 8.3.1), for example {@code image/png}
     * @throws IllegalArgumentException if the name or the media type is invalid
     */
    public static FileContent of(String name, String mediaType, byte[] content) {
        return new FileContent(name, mediaType, null, content.clone());
    }

    /** The suggested file name, without a path. */
    public String name() {
        return name;
    }

    /** The media type, in lower case. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * The size in bytes.
     *
     * @throws IOException if the file is missing or cannot be read
     */
    public long size() throws IOException {
        return file == null ? bytes.length : Files.size(file);
    }

    /**
     * Opens a stream from the first byte. The caller must close it.
     *
     * @throws IOException if the file is missing or cannot be read
     */
    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(file);
    }

    /** The name and the media type; never the content. */
    @Override
    public String toString() {
        return "FileContent[" + name + ", " + mediaType + "]";
    }
}
