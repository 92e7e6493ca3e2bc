package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.tool.ToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A file as a content block: an image, audio, or an embedded resource (MCP, <i>Tool Result</i>). */
final class FileBlock {

    /** A model cannot read more, and its base64 has to fit into one message. */
    static final long MAX_SIZE = 16L * 1024 * 1024;

    private FileBlock() {}

    static Reply.Final result(ToolResult.File file) {
        ObjectNode result = StrictJson.object();
        ObjectNode block = result.putArray("content").addObject();
        if (file.size() > MAX_SIZE) {
            file.close();
            block.put("type", "text")
                    .put(
                            "text",
                            "The file %s has %d bytes, over the limit of %d for MCP: download it over REST."
                                    .formatted(file.name(), file.size(), MAX_SIZE));
            return new Reply.Result(result.put("isError", true));
        }
        fill(block, file, read(file));
        return new Reply.Result(result.put("isError", false));
    }

    private static byte[] read(ToolResult.File file) {
        try (file) {
            return file.content().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the tool returned a file that cannot be read", e);
        }
    }

    private static void fill(ObjectNode block, ToolResult.File file, byte[] bytes) {
        String kind = file.mediaType().substring(0, file.mediaType().indexOf('/'));
        if (kind.equals("image") || kind.equals("audio")) {
            block.put("type", kind).put("data", base64(bytes)).put("mimeType", file.mediaType());
            return;
        }
        ObjectNode resource = block.put("type", "resource")
                .putObject("resource")
                .put(
                        "uri",
                        "file:///"
                                + URLEncoder.encode(file.name(), StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                .put("mimeType", file.mediaType());
        String text = isText(file.mediaType()) ? utf8(bytes) : null;
        if (text == null) {
            resource.put("blob", base64(bytes));
        } else {
            resource.put("text", VisibleText.of(text));
        }
    }

    private static boolean isText(String mediaType) {
        return mediaType.startsWith("text/") || mediaType.startsWith("application/json");
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
