package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.table.BundledTools;
import dev.toolgram.testkit.RestResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of all tools are valid, and actual results conform to them. */
@ExtendWith(SharedSandbox.class)
class PublishedSchemasIT {

    private final SandboxHost host;
    private final JsonNode document;
    private int answers;

    PublishedSchemasIT(SandboxHost host) {
        this.host = host;
        this.document = host.get("/openapi.json", Map.of()).body();
    }

    @AfterEach
    void clearFaults() {
        JsonNode _ = host.sandbox("clear_faults", Map.of());
    }

    @Test
    void openApiDocumentIsValid() {
        List<String> wrong = SchemaCheck.openApi(document);

        assertThat(wrong).isEmpty();
    }

    @Test
    void validatorIsNotBlind() {
        ObjectNode broken = document.deepCopy().asObject();
        broken.withObject("/paths/~1api~1me/get").put("operationId", 5);
        broken.withObject("/components/schemas/Message").put("type", "text");

        assertThat(SchemaCheck.openApi(broken))
                .anySatisfy(problem -> assertThat(problem).contains("operationId"))
                .anySatisfy(problem -> assertThat(problem).contains("Message"));
        assertThat(SchemaCheck.answer(
                        document,
                        SchemaCheck.operation("get", "/api/me"),
                        200,
                        SandboxHost.JSON.readTree("{\"result\":{\"id\":\"x\",\"colour\":1}}")))
                .hasSizeGreaterThan(1);
    }

    @Test
    void everyOperationDocumentsItsErrors() {
        for (var path : document.get("paths").properties()) {
            for (JsonNode operation : path.getValue()) {
                JsonNode responses = operation.get("responses");
                String success = path.getKey().startsWith("/ws/") ? "101" : "200";
                assertThat(responses.propertyNames()).as(path.getKey()).contains(success, "403");
                assertThat(responses.has("500") || success.equals("101"))
                        .as(path.getKey())
                        .isTrue();
                boolean isTool = !operation.at("/tags/0").asString("").equals("host")
                        && !path.getKey().startsWith("/api/events");
                if (path.getKey().startsWith("/api/") && isTool) {
                    assertThat(responses.propertyNames())
                            .as(path.getKey())
                            .contains("400", "404", "405", "502", "503", "504");
                    assertThat(responses.has("413")).isEqualTo(operation.has("requestBody"));
                }
            }
        }
    }

    @Test
    void restAnswersAsTheDocumentSays() {
        String text = "as documented " + UUID.randomUUID();
        long id = post("/api/messages", Map.of("chat", "me", "text", text))
                .get("id")
                .asLong();
        get("/api/me", Map.of());
        get("/api/entities", Map.of("chat", "rust_and_rye"));
        get("/api/dialogs", Map.of("limit", 200));
        get("/api/messages", Map.of("chat", "rust_and_rye", "limit", 200));
        get("/api/messages", Map.of("chat", "harbour_news", "limit", 50));
        get("/api/participants", Map.of("chat", "rust_and_rye"));
        get("/healthz", Map.of());
        get("/readyz", Map.of());
        post("/api/messages/read", Map.of("chat", "me"));
        post("/api/messages/forward", Map.of("from_chat", "me", "to_chat", "me", "message_ids", List.of(id)));
        post("/api/tools/get_messages", Map.of("chat", "me", "limit", 3));
        check(
                "patch",
                "/api/messages/{message_id}",
                200,
                host.send("PATCH", "/api/messages/" + id, Map.of("chat", "me", "text", "edited")));
        check(
                "delete",
                "/api/messages",
                200,
                host.send("DELETE", "/api/messages", Map.of("chat", "me", "message_ids", List.of(id))));
        String group = post("/api/chats", Map.of("title", text)).get("ref").asString();
        check("delete", "/api/chats", 200, host.send("DELETE", "/api/chats", Map.of("chat", group)));

        check("post", "/api/messages", 400, host.send("POST", "/api/messages", "{"));
        check("post", "/api/messages", 400, host.post("/api/messages", Map.of("text", List.of(1), "x", 1)));
        check(
                "post",
                "/api/messages/forward",
                400,
                host.post(
                        "/api/messages/forward",
                        Map.of("from_chat", "me", "to_chat", "me", "message_ids", List.of(1, "x"))));
        check("get", "/api/entities", 400, host.get("/api/entities", Map.of("chat", "@nobody_of_that_name")));
        check("get", "/api/me", 404, host.get("/api/nothing", Map.of()));
        check("get", "/api/me", 405, host.post("/api/me", Map.of()));
        check("post", "/api/messages/read", 413, host.send("POST", "/api/messages/read", " ".repeat((1 << 20) + 1)));
        fail(403, "CHAT_WRITE_FORBIDDEN");
        check("post", "/api/messages", 502, host.post("/api/messages", Map.of("chat", "me", "text", text)));
        fail(420, "FLOOD_WAIT_99");
        check("post", "/api/messages", 502, host.post("/api/messages", Map.of("chat", "me", "text", text)));
        assertThat(answers).isEqualTo(25);
    }

    @Test
    void mcpPublishesValidSchemasAndKeepsToThem() {
        Map<String, JsonNode> tools = new HashMap<>();
        rpc("tools/list", Map.of())
                .get("tools")
                .forEach(tool -> tools.put(tool.get("name").asString(), tool));
        tools.forEach((name, tool) -> {
            assertThat(SchemaCheck.schema(tool.get("inputSchema"))).as(name).isEmpty();
            assertThat(SchemaCheck.schema(tool.get("outputSchema"))).as(name).isEmpty();
            assertThat(tool.at("/inputSchema/type").asString()).isEqualTo("object");
            assertThat(tool.at("/outputSchema/type").asString()).isEqualTo("object");
        });

        String text = "as published " + UUID.randomUUID();
        long id = call(tools, "send_message", Map.of("chat", "me", "text", text))
                .get("id")
                .asLong();
        call(tools, "get_me", Map.of());
        call(tools, "get_entity", Map.of("chat", "harbour_news"));
        call(tools, "get_dialogs", Map.of("limit", 200));
        call(tools, "get_messages", Map.of("chat", "rust_and_rye", "limit", 100)); // more would be cut
        call(tools, "get_participants", Map.of("chat", "rust_and_rye", "search", "a"));
        call(tools, "edit_message", Map.of("chat", "me", "message_id", id, "text", "edited"));
        call(tools, "mark_read", Map.of("chat", "me"));
        call(tools, "forward_messages", Map.of("from_chat", "me", "to_chat", "me", "message_ids", List.of(id)));
        call(tools, "delete_messages", Map.of("chat", "me", "message_ids", List.of(id)));
        String group =
                call(tools, "create_group", Map.of("title", text)).get("ref").asString();
        call(tools, "delete_chat", Map.of("chat", group));
        assertThat(tools.keySet().stream().filter(name -> !name.startsWith("sandbox_")))
                .hasSize(BundledTools.ALL.size()
                        + 5); // get_send, throttle_status, account_health, list_events, wait_for_events
        assertThat(answers).isEqualTo(12);
    }

    private void get(String path, Map<String, ?> query) {
        check("get", path, 200, host.get(path, query));
    }

    private JsonNode post(String path, Map<String, ?> body) {
        RestResponse answer = host.post(path, body);
        check("post", path, 200, answer);
        return answer.result();
    }

    private void check(String method, String path, int status, RestResponse answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(SchemaCheck.answer(document, SchemaCheck.operation(method, path), status, answer.body()))
                .as("%s %s %s", method, path, answer.body())
                .isEmpty();
        answers++;
    }

    private JsonNode call(Map<String, JsonNode> tools, String name, Map<String, ?> arguments) {
        JsonNode tool = Objects.requireNonNull(tools.get(name), name);
        assertThat(SchemaCheck.value(tool.get("inputSchema"), SandboxHost.JSON.valueToTree(arguments)))
                .isEmpty();
        JsonNode result = rpc("tools/call", Map.of("name", name, "arguments", arguments));
        assertThat(result.get("isError").asBoolean()).as(result.toString()).isFalse();
        JsonNode structured = result.get("structuredContent");
        assertThat(SchemaCheck.value(tool.get("outputSchema"), structured))
                .as("%s %s", name, structured)
                .isEmpty();
        answers++;
        return structured;
    }

    private JsonNode rpc(String method, Map<String, ?> params) {
        return host.post("/mcp", Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params))
                .body()
                .get("result");
    }

    private void fail(int code, String message) {
        JsonNode _ = host.sandbox(
                "fail", Map.of("method", "messages.sendMessage", "code", code, "message", message, "times", 1));
    }
}
