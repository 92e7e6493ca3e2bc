package dev.toolgram.host.mcp.dialect;

import dev.toolgram.api.LinkContent;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.json.VisibleText;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.tool.ToolResult;
import dev.toolgram.host.tool.ToolResult.Mixed.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Content blocks (MCP, <i>Tool Result</i>): a file as an image, audio or an embedded resource, and the parts of a mixed
 * result.
 */
final class FileBlock {

    /** A client shows an image or plays a sound, and a model does not read its base64. */
    static final int MEDIA_FACTOR = 16;

    /** The base64 of any file has to fit into one message. */
    private static final long MAX_SIZE = 16L * 1024 * 1024;

    private FileBlock() {}

    /** @param budget limits what a model reads; an image or a sound takes {@link #MEDIA_FACTOR} times as much */
    static Reply.Final result(ToolResult.File file, ResultBudget budget) {
        ObjectNode result = StrictJson.object();
        ObjectNode block = result.putArray("content").addObject();
        long limit = limit(file.mediaType(), budget);
        byte[] content = file.size() > limit ? null : read(file, limit);
        if (content == null) {
            file.close();
            block.put("type", "text")
                    .put(
                            "text",
                            ("The file %s has %s bytes, over the limit of %d for a file of its type over MCP: download it"
                                            + " over REST.")
                                    .formatted(file.name(), file.isStreamed() ? "too many" : file.size(), limit));
            return new Reply.Result(result.put("isError", true));
        }
        fill(block, file.name(), file.mediaType(), content);
        if (file.details() != null) {
            // As text too: some clients show a model only one of them.
            String details = VisibleText.of(new String(file.details(), StandardCharsets.UTF_8));
            result.withArray("content").addObject().put("type", "text").put("text", details);
            result.putRawValue("structuredContent", new RawValue(details));
        }
        return new Reply.Result(result.put("isError", false));
    }

    /** A block for each part. */
    static Reply.Final result(List<Part> parts) {
        ObjectNode result = StrictJson.object();
        ArrayNode content = result.putArray("content");
        for (Part part : parts) {
            ObjectNode block = content.addObject();
            switch (part) {
                case Part.Text(var text) -> block.put("type", "text").put("text", VisibleText.of(text));
                case Part.Blob(var name, var mediaType, var bytes) -> fill(block, name, mediaType, bytes);
                case Part.Link(var link) -> fill(block, link);
            }
        }
        return new Reply.Result(result.put("isError", false));
    }

    private static void fill(ObjectNode block, LinkContent link) {
        block.put("type", "resource_link").put("uri", link.uri().toString()).put("name", link.name());
        if (link.mediaType() != null) {
            block.put("mimeType", link.mediaType());
        }
        if (link.description() != null) {
            block.put("description", VisibleText.of(link.description()));
        }
    }

    /** The most bytes of a file of this type: text counts as it is, everything else as base64. */
    static long limit(String mediaType, ResultBudget budget) {
        long bytes = isText(mediaType) ? budget.maxBytes() : budget.maxBytes() / 4 * 3L;
        return Math.min(isMedia(mediaType) ? bytes * MEDIA_FACTOR : bytes, MAX_SIZE);
    }

    private static boolean isMedia(String mediaType) {
        return mediaType.startsWith("image/") || mediaType.startsWith("audio/");
    }

    /** Returns {@code null} if there is more than the limit. */
    private static byte @Nullable [] read(ToolResult.File file, long limit) {
        try (file) {
            byte[] bytes = file.content().readNBytes((int) limit + 1);
            return bytes.length > limit ? null : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("the tool returned a file that cannot be read", e);
        }
    }

    private static void fill(ObjectNode block, String name, String mediaType, byte[] bytes) {
        String kind = mediaType.substring(0, mediaType.indexOf('/'));
        if (isMedia(mediaType)) {
            block.put("type", kind).put("data", base64(bytes)).put("mimeType", mediaType);
            return;
        }
        ObjectNode resource = block.put("type", "resource")
                .putObject("resource")
                .put(
                        "uri",
                        "file:///"
                                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                .put("mimeType", mediaType);
        String text = isText(mediaType) ? utf8(bytes) : null;
        if (text == null) {
            resource.put("blob", base64(bytes));
        } else {
            resource.put("text", VisibleText.of(text));
        }
    }

    private static boolean isText(String mediaType) {
        return mediaType.startsWith("text/")
                || mediaType.startsWith("application/json")
                || mediaType.startsWith("application/x-ndjson");
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
