package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class McpEndpointTest extends McpFixture {

    @ParameterizedTest
    @CsvSource({
        "2025-11-25,2025-11-25",
        "2025-06-18,2025-06-18",
        "2025-03-26,2025-03-26",
        "2024-11-05,2024-11-05",
        "2023-01-01,2025-11-25",
        "2026-07-28,2025-11-25"
    })
    void initializeAgreesToAKnownRevisionAndOffersTheNewestOtherwise(String wanted, String agreed) throws Exception {
        HttpResponse<String> answer = call(
                "initialize",
                "{\"protocolVersion\":\"%s\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"0\"}}"
                        .formatted(wanted));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode result = body(answer).path("result");
        assertThat(result.path("protocolVersion").asString()).isEqualTo(agreed);
        assertThat(result.path("serverInfo"))
                .isEqualTo(json("{\"name\":\"toolgram\",\"title\":\"Toolgram\",\"version\":\"1.2.3\"}"));
        assertThat(result.path("capabilities"))
                .isEqualTo(json("{\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true}}"));
        assertThat(result.path("instructions").asString()).contains("Telegram", "other people's words");
    }

    @Test
    void initializeGivesEachClientARandomSessionIdThatIsOnlyAName() throws Exception {
        String params = "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(call("initialize", params)
                    .headers()
                    .firstValue("Mcp-Session-Id")
                    .orElseThrow());
        }
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[!-~]{32,}"));

        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        for (String id : List.of(ids.getFirst(), "from-before-a-restart")) {
            HttpResponse<String> answer = host.send("POST", "/mcp", ping, "Mcp-Session-Id", id);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Mcp-Session-Id")).isEmpty();
        }
    }

    @Test
    void pingIsAnsweredAlsoWithATrailingSlash() throws Exception {
        for (String path : List.of("/mcp", "/mcp/")) {
            assertThat(host.post(path, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                            .body())
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-7", "9007199254740993", "123456789012345678901234567890", "\"\"", "\"a \\\"b\\\" ü\""})
    void idIsReturnedExactly(String id) throws Exception {
        HttpResponse<String> answer = message("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}".formatted(id));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":%s,".formatted(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1.5", "1.0", "{}", "[]", "true"})
    void idThatIsNeitherStringNorIntegerIsAnInvalidRequest(String id) throws Exception {
        refuses(400, -32600, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}".formatted(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "1",
                "null",
                "\"ping\"",
                "{}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":1}"
            })
    void anythingButOneMessageIsAnInvalidRequest(String message) throws Exception {
        refuses(400, -32600, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1,\"a\":2}", "{} {}", "{\"a\":\"\\ud800\"}"})
    void invalidJsonIsAParseError(String message) throws Exception {
        refuses(400, -32700, message);
    }

    @Test
    void unknownMethodIsAnError() throws Exception {
        for (String method : List.of("prompts/list", "server/discover", "notifications/initialized", "")) {
            assertThat(error(call(method, "{}"), 200).path("code").asInt()).isEqualTo(-32601);
        }
    }

    @Test
    void notificationsAndResponsesAreAcceptedWithoutABody() throws Exception {
        for (String message : List.of(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nobody/knows\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"broken\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"no\"}}")) {
            HttpResponse<String> answer = message(message);
            assertThat(answer.statusCode()).as(message).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "PUT", "PATCH", "OPTIONS"})
    void methodsOtherThanPostAreNotAllowed(String method) throws Exception {
        HttpResponse<String> answer = host.send(method, "/mcp", null);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void nullParamsAreMissingParams() throws Exception {
        assertThat(body(call("ping", "null")).path("result")).isEqualTo(json("{}"));
        assertThat(body(call("tools/list", "null")).at("/result/tools").isArray())
                .isTrue();
    }

    @Test
    void revisionInTheHeaderMustBeLegacyWithoutMeta() throws Exception {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

        for (String known : List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")) {
            assertThat(host.send("POST", "/mcp", ping, "MCP-Protocol-Version", known)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(host.send("POST", "/mcp", ping, "mcp-protocol-version", "1999-01-01")
                        .statusCode())
                .isEqualTo(400);
        JsonNode modern = error(host.send("POST", "/mcp", ping, "MCP-Protocol-Version", "2026-07-28"), 400);
        assertThat(modern.path("code").asInt()).isEqualTo(-32602);
        HttpResponse<String> notified = host.send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "MCP-Protocol-Version",
                "1999-01-01");
        assertThat(notified.statusCode()).isEqualTo(400);
    }

    @Test
    void keyIsRequired() throws Exception {
        try (TestHost secured = TestHost.secured("hush", TestTools.all())) {
            String ping = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

            HttpResponse<String> refused = secured.post("/mcp", ping);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(secured.send("POST", "/mcp", ping, "Authorization", "Bearer hush")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tooLargeMessageIsRefused() throws Exception {
        assertThat(message("\"" + "x".repeat(16 * 1024 * 1024) + "\"").statusCode())
                .isEqualTo(413);
    }
}
