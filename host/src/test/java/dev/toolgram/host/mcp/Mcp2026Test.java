package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.RawStream;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rules of the modern era, each on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Mcp2026Test extends McpFixture {

    private static final String VERSION = "2026-07-28";
    private static final String SERVER = "{\"name\":\"toolgram\",\"title\":\"Toolgram\",\"version\":\"1.2.3\"}";

    private JsonNode modern(int status, String method, String params) throws Exception {
        try (RawStream answer = McpEra.MODERN
                .call(host.port(), McpEra.EVENTS, "7", method, params)
                .readHead()) {
            String body = answer.rest();
            assertThat(answer.status()).as(body).isEqualTo(status);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(json(body).path("id").asInt()).isEqualTo(7);
            return json(body);
        }
    }

    /** The code of a refusal of a call with this {@code _meta} and these headers. */
    private int refusal(int status, String meta, String... headers) throws Exception {
        return error(
                        host.send(
                                "POST",
                                "/mcp",
                                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{\"_meta\":%s}}"
                                        .formatted(meta),
                                headers),
                        status)
                .path("code")
                .asInt();
    }

    private static String meta(String version) {
        return "{\"io.modelcontextprotocol/protocolVersion\":\"%s\",\"io.modelcontextprotocol/clientCapabilities\":{}}"
                .formatted(version);
    }

    @Test
    void discoveryReturnsRevisionsAndCapabilities() throws Exception {
        JsonNode result = modern(200, "server/discover", "{}").path("result");

        assertThat(result.path("supportedVersions")).isEqualTo(json("""
                ["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"]"""));
        assertThat(result.path("capabilities"))
                .isEqualTo(json("{\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true}}"));
        assertThat(result.path("instructions").asString()).contains("Telegram");
        assertThat(result.path("resultType").asString()).isEqualTo("complete");
        assertThat(result.path("ttlMs").isIntegralNumber()).isTrue();
        assertThat(result.path("cacheScope").asString()).isEqualTo("private");
        assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo")).isEqualTo(json(SERVER));
    }

    @Test
    void theListIsThatOfTheOldEraAndSaysHowLongItLasts() throws Exception {
        JsonNode result = modern(200, "tools/list", "{}").path("result");

        assertThat(result.path("tools"))
                .isEqualTo(body(call("tools/list", "{}")).at("/result/tools"));
        assertThat(result.path("ttlMs").asInt(-1)).isZero();
        assertThat(result.path("cacheScope").asString()).isEqualTo("private");
        assertThat(result.path("resultType").asString()).isEqualTo("complete");
        assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo")).isEqualTo(json(SERVER));
        assertThat(modern(200, "tools/list", "{\"cursor\":\"more\"}")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void aCallIsAnsweredAsInTheOldEraAndSaysThatItIsComplete() throws Exception {
        assertThat(modern(200, "tools/call", "{\"name\":\"echo\",\"arguments\":{\"text\":\"ü 🚀\"}}")
                        .path("result"))
                .isEqualTo(json("""
                        {"content":[{"type":"text","text":"{\\"text\\":\\"ü 🚀\\"}"}],
                         "structuredContent":{"text":"ü 🚀"},"isError":false,"resultType":"complete",
                         "_meta":{"io.modelcontextprotocol/serverInfo":%s}}""".formatted(SERVER)));
        JsonNode failure = modern(200, "tools/call", "{\"name\":\"invalid\"}").path("result");
        assertThat(failure.path("isError").asBoolean(false)).isTrue();
        assertThat(failure.path("resultType").asString()).isEqualTo("complete");
        assertThat(modern(200, "tools/call", "{\"name\":\"nope\"}")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(modern(200, "tools/call", "{}").at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(modern(200, "tools/call", "{\"name\":\"broken\"}")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32603);
    }

    @Test
    void filesAreContentInBothEras() throws Exception {
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        try (TestHost files = TestHost.with(List.of(
                TestTools.file("picture", "a.png", "image/png", text),
                TestTools.file("sound", "a.ogg", "audio/ogg", text),
                TestTools.file("note", "a.txt", "text/plain", text)))) {
            for (McpEra era : McpEra.values()) {
                List<JsonNode> blocks = new ArrayList<>();
                for (String tool : List.of("picture", "sound", "note")) {
                    try (RawStream answer =
                            era.callTool(files.port(), McpEra.EVENTS, "7", tool).readHead()) {
                        JsonNode result = json(answer.rest()).path("result");
                        assertThat(result.has("resultType")).isEqualTo(era == McpEra.MODERN);
                        blocks.add(result.at("/content/0"));
                    }
                }
                assertThat(blocks)
                        .containsExactly(
                                json("{\"type\":\"image\",\"data\":\"dGV4dA==\",\"mimeType\":\"image/png\"}"),
                                json("{\"type\":\"audio\",\"data\":\"dGV4dA==\",\"mimeType\":\"audio/ogg\"}"),
                                json("""
                                        {"type":"resource","resource":{
                                          "uri":"file:///a.txt","mimeType":"text/plain","text":"text"}}"""));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "ping",
                "logging/setLevel",
                "resources/subscribe",
                "resources/subscribe",
                "prompts/get",
                "tools/List",
                "notifications/initialized"
            })
    void whatTheEraDoesNotHaveIsNotFound(String method) throws Exception {
        assertThat(modern(404, method, "{}").at("/error/code").asInt()).isEqualTo(-32601);
    }

    @Test
    void unsupportedRevisionIsAnsweredWithSupportedOnes() throws Exception {
        for (String[] headers : new String[][] {
            {}, {"MCP-Protocol-Version", "2099-01-01"}, {"MCP-Protocol-Version", "2099-01-01", "Mcp-Method", "x"}
        }) {
            assertThat(refusal(400, meta("2099-01-01"), headers)).isEqualTo(-32022);
        }
        JsonNode data = body(message("""
                {"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":%s}}""".formatted(meta("2099-01-01")))).at("/error/data");
        assertThat(data).isEqualTo(json("""
                {"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],
                 "requested":"2099-01-01"}"""));
    }

    @Test
    void theRevisionIsNotRepeatedInFull() throws Exception {
        String list = """
                {"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":%s}}""".formatted(meta("9".repeat(60_000)));

        assertThat(host.post("/mcp", list).body()).hasSizeLessThan(500);
        assertThat(host.send("POST", "/mcp", list, "MCP-Protocol-Version", VERSION)
                        .body())
                .hasSizeLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"io.modelcontextprotocol/clientCapabilities\":{}}",
                "{\"io.modelcontextprotocol/protocolVersion\":1,\"io.modelcontextprotocol/clientCapabilities\":{}}",
                "{\"io.modelcontextprotocol/protocolVersion\":null,\"io.modelcontextprotocol/clientCapabilities\":{}}",
                "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}",
                "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":[]}",
                "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{},\"io.modelcontextprotocol/clientInfo\":\"x\"}"
            })
    void anIncompleteEnvelopeIsInvalid(String meta) throws Exception {
        assertThat(refusal(400, meta, "MCP-Protocol-Version", VERSION, "Mcp-Method", "tools/list"))
                .isEqualTo(-32602);
    }

    @Test
    void aMalformedClaimNeverFallsBackToTheOldEra() throws Exception {
        assertThat(refusal(400, "{\"io.modelcontextprotocol/protocolVersion\":1}"))
                .isEqualTo(-32602);
        assertThat(refusal(400, meta(VERSION))).isEqualTo(-32020);
        assertThat(refusal(400, meta("2025-11-25"), "MCP-Protocol-Version", "2025-11-25"))
                .isEqualTo(-32022);
    }

    @ParameterizedTest
    @CsvSource({
        ",tools/list,-32020",
        "2025-11-25,tools/list,-32020",
        "2099-01-01,tools/list,-32020",
        "2026-07-28,,-32020",
        "2026-07-28,tools/call,-32020",
        "2026-07-28,Tools/List,-32020",
        "2026-07-28,=?base64?dG9vbHMvbGlzdA==?=,-32020"
    })
    void theHeadersSayWhatTheBodySays(String version, String method, int code) throws Exception {
        List<String> headers = new ArrayList<>();
        if (version != null) {
            headers.addAll(List.of("mcp-protocol-version", version));
        }
        if (method != null) {
            headers.addAll(List.of("mcp-method", method));
        }
        assertThat(refusal(400, meta(VERSION), headers.toArray(String[]::new))).isEqualTo(code);
    }

    @Test
    void aHeaderThatStandsTwiceMustNotSayTwoThings() throws Exception {
        assertThat(refusal(
                        400,
                        meta(VERSION),
                        "MCP-Protocol-Version",
                        VERSION,
                        "MCP-Protocol-Version",
                        "2025-11-25",
                        "Mcp-Method",
                        "tools/list"))
                .isEqualTo(-32020);
    }

    @Test
    void aNotificationOfThisEraIsAccepted() throws Exception {
        String notification =
                McpEra.MODERN.body("7", "notifications/whatever", "{}").replace("\"id\":7,", "");
        try (RawStream answer = RawStream.open(
                        host.port(), "POST", "MCP-Protocol-Version: 2026-07-28\r\n", notification)
                .readHead()) {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.rest()).isEmpty();
        }
    }
}
