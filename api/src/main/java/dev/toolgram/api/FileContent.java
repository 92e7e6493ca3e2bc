package dev.toolgram.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A result that is a file rather than JSON; see {@link ToolDefinition.Builder#outputFile()}. REST streams it as the
 * response body, MCP returns image, audio or resource content (MCP, <i>Tool Result</i>). Immutable as long as the file
 * on disk does not change.
 */
public final class FileContent implements Content {

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}(; ?[a-z]+=[A-Za-z0-9_.-]+)?");

    private static final Pattern HEADER = Pattern.compile("(?i)X-(?!Request-Id$|Content-Type-Options$)[A-Z0-9-]{1,60}");
    /** RFC 9110, section 8.8.3, without the quotes. */
    private static final Pattern ENTITY_TAG = Pattern.compile("[!#-~]{1,200}");

    private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]([ -~]{0,1000}[!-~])?");

    private final String name;
    private final String mediaType;
    private final @Nullable Path file;
    private final byte[] bytes;
    private final @Nullable InputStream stream;
    private final Map<String, String> headers;
    private final @Nullable Record details;
    private final @Nullable String entityTag;

    private FileContent(
            String name, String mediaType, @Nullable Path file, byte[] bytes, @Nullable InputStream stream) {
        this(name, mediaType, file, bytes, stream, Map.of(), null, null);
    }

    private FileContent(
            String name,
            String mediaType,
            @Nullable Path file,
            byte[] bytes,
            @Nullable InputStream stream,
            Map<String, String> headers,
            @Nullable Record details,
            @Nullable String entityTag) {
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
        this.stream = stream;
        this.headers = Map.copyOf(headers);
        this.details = details;
        this.entityTag = entityTag;
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
        return new FileContent(name, mediaType, file, new byte[0], null);
    }

    /**
     * Returns a copy of bytes in memory.
     *
     * @param name the suggested file name, without a path
     * @param mediaType the media type (RFC 9110, section 8.3.1), for example {@code image/png}
     * @throws IllegalArgumentException if the name or the media type is invalid
     */
    public static FileContent of(String name, String mediaType, byte[] content) {
        return new FileContent(name, mediaType, null, content.clone(), null);
    }

    /**
     * Returns a content that is made while it is sent. After the tool has returned, the host reads the stream once, on the
     * thread of the call and before the call ends, so {@link InputStream#read()} may call
     * {@link dev.toolgram.api.telegram.TelegramClient} until {@link ToolContext#deadline()}. If it throws an exception, the
     * response breaks off, and REST clients see that it is incomplete. Such a content needs no details.
     *
     * @param name the suggested file name, without a path
     * @param mediaType the media type (RFC 9110, section 8.3.1), for example {@code image/png}
     * @param content closed by the host
     * @throws IllegalArgumentException if the name or the media type is invalid
     */
    public static FileContent of(String name, String mediaType, InputStream content) {
        return new FileContent(name, mediaType, null, new byte[0], content);
    }

    /**
     * Returns this file with one more header for REST.
     *
     * @param header a name that begins with {@code X-}
     * @param value printable ASCII characters
     * @throws IllegalArgumentException if either is invalid
     */
    public FileContent withHeader(String header, String value) {
        if (!HEADER.matcher(header).matches() || !HEADER_VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Invalid header '%s: %s': use a name like X-Media-Type and printable ASCII"
                            .formatted(header, value));
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new FileContent(name, mediaType, file, bytes, stream, more, details, entityTag);
    }

    /**
     * Returns this file with a description for MCP clients, which get it as structured content next to the file.
     *
     * @param value an instance of the class in {@link ToolDefinition.Builder#outputFile(Class)}
     */
    public FileContent withDetails(Record value) {
        return new FileContent(name, mediaType, file, bytes, stream, headers, value, entityTag);
    }

    /**
     * Returns this file with a strong entity tag for REST (RFC 9110, section 8.8.3), with which a caller continues an
     * interrupted download of the same bytes, or avoids it.
     *
     * @param tag printable ASCII characters without spaces and quotes, different for every content
     * @throws IllegalArgumentException if it is invalid
     */
    public FileContent withEntityTag(String tag) {
        if (!ENTITY_TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException(
                    "Invalid entity tag '%s': use printable ASCII without spaces and quotes".formatted(tag));
        }
        return new FileContent(name, mediaType, file, bytes, stream, headers, details, tag);
    }

    /** The entity tag, without quotes; {@code null} for none. */
    public @Nullable String entityTag() {
        return entityTag;
    }

    /** The additional headers for REST; empty when there are none. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The description for MCP clients; {@code null} for none. */
    public @Nullable Record details() {
        return details;
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
     * The size in bytes; -1 for a content that is made while it is sent.
     *
     * @throws IOException if the file is missing or cannot be read
     */
    public long size() throws IOException {
        if (stream != null) {
            return -1;
        }
        return file == null ? bytes.length : Files.size(file);
    }

    /**
     * Opens a stream from the first byte. The caller must close it. A content that is made while it is sent can be read only
     * once.
     *
     * @throws IOException if the file is missing or cannot be read
     */
    public InputStream open() throws IOException {
        if (stream != null) {
            return stream;
        }
        return file == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(file);
    }

    /** The name and the media type; never the content. */
    @Override
    public String toString() {
        return "FileContent[" + name + ", " + mediaType + "]";
    }
}
