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
 * A result that is a file rather than JSON; see {@link ToolDefinition.Builder#outputFile()}. REST answers it as the
 * streamed body, MCP as image, audio or resource content (MCP, <i>Tool Result</i>). Immutable, as long as the file or
 * the bytes are left alone.
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
            throw new IllegalArgumentException(
                    "A file's name must not be empty and must hold no path and no control characters");
        }
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("Illegal media type '%s': write it like image/png".formatted(mediaType));
        }
        this.name = name;
        this.mediaType = mediaType.toLowerCase(Locale.ROOT);
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * A file on disk. It is opened when the tool returns, so it may lie in the call's
     * {@link ToolContext#scratchDirectory()}.
     *
     * @param name what the receiver may save it as: a name without a path
     * @param mediaType what it is (RFC 9110, section 8.3.1), for example {@code image/png}
     * @throws IllegalArgumentException if the name or the media type is not as described
     */
    public static FileContent of(String name, String mediaType, Path file) {
        return new FileContent(name, mediaType, file, new byte[0]);
    }

    /**
     * Bytes in memory; they are copied.
     *
     * @param name what the receiver may save them as: a name without a path
     * @param mediaType what they are (RFC 9110, section 8.3.1), for example {@code image/png}
     * @throws IllegalArgumentException if the name or the media type is not as described
     */
    public static FileContent of(String name, String mediaType, byte[] content) {
        return new FileContent(name, mediaType, null, content.clone());
    }

    /** What the receiver may save it as. */
    public String name() {
        return name;
    }

    /** What it is, in lower case. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * How many bytes it has.
     *
     * @throws IOException if the file is not there or cannot be read
     */
    public long size() throws IOException {
        return file == null ? bytes.length : Files.size(file);
    }

    /**
     * The bytes from the beginning; whoever opens them closes them.
     *
     * @throws IOException if the file is not there or cannot be read
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
