package dev.toolgram.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls tools over MCP: Streamable HTTP, revision 2025-11-25, and 2026-07-28 where the user is asked. */
final class McpClient {

    private static final String REVISION = "2025-11-25";
    private static final String ASKING_REVISION = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";
    private static final int ID = 1;

    private final HttpClient http;
    private final URI address;

    McpClient(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    Answer call(String tool, Map<String, ?> input) {
        ObjectNode params = Json.object().put("name", tool);
        params.set("arguments", Json.tree(input));
        params.putObject("_meta").put("progressToken", ID);
        HttpResponse<byte[]> response = send("tools/call", params);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        List<JsonNode> messages =
                Http.mediaType(response).startsWith("text/event-stream") ? events(body) : List.of(Json.parse(body));
        return answer(tool, response.statusCode(), messages, body);
    }

    /** Calls a tool, and repeats the call with the answers to its questions. */
    Answer call(String tool, Map<String, ?> input, Map<String, ? extends Map<String, ?>> answers) {
        ObjectNode params = Json.object().put("name", tool);
        params.set("arguments", Json.tree(input));
        ObjectNode meta = params.putObject("_meta");
        meta.put(META + "protocolVersion", ASKING_REVISION);
        meta.putObject(META + "clientCapabilities").putObject("elicitation");
        while (true) {
            HttpResponse<byte[]> response =
                    send("tools/call", params, ASKING_REVISION, "Mcp-Method", "tools/call", "Mcp-Name", tool);
            String body = new String(response.body(), StandardCharsets.UTF_8);
            JsonNode message = Json.parse(body);
            JsonNode result = message.path("result");
            if (!result.path("resultType").asString("").equals("input_required")) {
                return answer(tool, response.statusCode(), List.of(message), body);
            }
            params.set("requestState", result.path("requestState"));
            ObjectNode responses = params.putObject("inputResponses");
            result.path("inputRequests").forEachEntry((name, request) -> {
                Map<String, ?> given = answers.get(name);
                ObjectNode reply = responses.putObject(name).put("action", given == null ? "decline" : "accept");
                if (given != null) {
                    reply.set("content", Json.tree(given));
                }
            });
        }
    }

    /** The descriptions of all tools. */
    JsonNode tools() {
        HttpResponse<byte[]> response = send("tools/list", Json.object());
        return Json.parse(new String(response.body(), StandardCharsets.UTF_8)).at("/result/tools");
    }

    private HttpResponse<byte[]> send(String method, ObjectNode params) {
        return send(method, params, REVISION);
    }

    private HttpResponse<byte[]> send(String method, ObjectNode params, String revision, String... headers) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", ID).put("method", method);
        message.set("params", params);
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/mcp"))
                .timeout(Http.PATIENCE)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", revision)
                .POST(BodyPublishers.ofString(message.toString()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Http.send(http, request.build());
    }

    /** Parses the messages of an event stream. */
    static List<JsonNode> events(String stream) {
        List<JsonNode> messages = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        for (String line : (stream + "\n\n").lines().toList()) {
            if (line.startsWith("data:")) {
                data.append(line.substring("data:".length()).strip()).append('\n');
            } else if (line.isEmpty() && !data.isEmpty()) {
                messages.add(Json.parse(data.toString()));
                data.setLength(0);
            }
        }
        return messages;
    }

    private static Answer answer(String tool, int status, List<JsonNode> messages, String body) {
        List<Progress> progress = new ArrayList<>();
        for (JsonNode message : messages) {
            JsonNode params = message.path("params");
            if (message.path("method").asString("").equals("notifications/progress")) {
                progress.add(new Progress(
                        params.path("progress").asDouble(),
                        params.hasNonNull("total") ? params.get("total").asDouble() : null,
                        params.hasNonNull("message") ? params.get("message").asString() : null));
            } else if (message.has("error")) {
                throw new ToolFailedException(
                        tool, status, message.path("error").path("message").asString(""), Map.of());
            } else if (message.has("result")) {
                return result(tool, status, message.get("result"), progress);
            }
        }
        throw new ToolFailedException(tool, status, body, Map.of());
    }

    private static Answer result(String tool, int status, JsonNode result, List<Progress> progress) {
        JsonNode block = result.path("content").path(0);
        if (result.path("isError").asBoolean(false)) {
            throw new ToolFailedException(tool, status, block.path("text").asString(""), Map.of());
        }
        JsonNode structured = result.path("structuredContent");
        if (!structured.isMissingNode()) {
            boolean wrappedList =
                    structured.size() == 1 && structured.path("result").isArray();
            return Answer.of(wrappedList ? structured.get("result") : structured, progress);
        }
        return Answer.of(file(block), progress);
    }

    private static ReceivedFile file(JsonNode block) {
        if (!block.path("type").asString("").equals("resource")) {
            return new ReceivedFile("", block.path("mimeType").asString(""), decoded(block.path("data")));
        }
        JsonNode resource = block.path("resource");
        String uri = resource.path("uri").asString("");
        String name =
                URLDecoder.decode(uri.substring(uri.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        byte[] bytes = resource.has("text")
                ? resource.get("text").asString().getBytes(StandardCharsets.UTF_8)
                : decoded(resource.path("blob"));
        return new ReceivedFile(name, resource.path("mimeType").asString(""), bytes);
    }

    private static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asString(""));
    }
}
