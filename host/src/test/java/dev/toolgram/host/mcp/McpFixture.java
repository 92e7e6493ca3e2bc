package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestHost.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A host with the whole cast, and JSON-RPC by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class McpFixture {

    TestHost host;

    @BeforeAll
    void start() {
        host = TestHost.with(TestTools.all());
    }

    @AfterAll
    void stop() {
        host.close();
    }

    HttpResponse<String> message(String message) throws Exception {
        return host.post("/mcp", message);
    }

    HttpResponse<String> call(String method, String params) throws Exception {
        return message("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":%s}".formatted(method, params));
    }

    JsonNode toolResult(String tool, String arguments) throws Exception {
        HttpResponse<String> answer =
                call("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return body(answer).path("result");
    }

    String failure(String tool) throws Exception {
        JsonNode result = toolResult(tool, "{}");
        assertThat(result.path("isError").asBoolean(false)).isTrue();
        assertThat(result.has("structuredContent")).isFalse();
        assertThat(result.path("content")).hasSize(1);
        return result.at("/content/0/text").asString();
    }

    void refuses(int status, int code, String message) throws Exception {
        HttpResponse<String> answer = message(message);
        assertThat(error(answer, status).path("code").asInt()).isEqualTo(code);
        assertThat(body(answer).path("id").isNull()).isTrue();
    }

    static JsonNode error(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(body(answer).path("jsonrpc").asString()).isEqualTo("2.0");
        assertThat(body(answer).has("result")).isFalse();
        return body(answer).path("error");
    }

    static JsonNode tool(JsonNode tools, String name) {
        return tools.valueStream()
                .filter(tool -> tool.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
