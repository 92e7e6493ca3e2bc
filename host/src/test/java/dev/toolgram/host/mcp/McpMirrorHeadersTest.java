package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.RawStream;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that repeat fields of the body (MCP 2026-07-28, <i>Request Metadata</i>). */
class McpMirrorHeadersTest {

    private static final String ARGUMENTS = "{\"chat\":\"me\",\"message_id\":1}";

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.with(List.of(TestTools.echo("echo", null), TestTools.echo("other", null)));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    /** The code of the error that a call gets, or 0 when it is answered. */
    private static int call(String tool, String arguments, String headers) throws Exception {
        String params = "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments);
        String own = McpEra.MODERN.headers("tools/call", "{}") + (headers.isEmpty() ? "" : headers + "\r\n");
        try (RawStream answer = RawStream.open(host.port(), "POST", own, McpEra.MODERN.body("7", "tools/call", params))
                .readHead()) {
            int code = json(answer.rest()).at("/error/code").asInt(0);
            assertThat(answer.status()).isEqualTo(code == -32020 ? 400 : 200);
            return code;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Mcp-Name: echo,0",
        "mcp-name:    echo  ,0",
        "Mcp-Name: =?base64?ZWNobw==?=,0",
        "'',-32020",
        "Mcp-Name:,-32020",
        "Mcp-Name: other,-32020",
        "Mcp-Name: Echo,-32020",
        "Mcp-Name: ZWNobw==,-32020",
        "Mcp-Name: =?base64?ZWNobw?=,-32020",
        "Mcp-Name: =?base64?ZWNobw=?=,-32020",
        "Mcp-Name: =?base64?ZWN obw==?=,-32020",
        "Mcp-Name: =?BASE64?ZWNobw==?=,-32020",
        "Mcp-Name: =?base64?/w==?=,-32020",
        "Mcp-Name: =?base64?=,-32020",
        "Mcp-Name: =?base64??=,-32020",
        "'Mcp-Name: echo\r\nMcp-Name: echo',-32020"
    })
    void theNameOfTheToolStandsInAHeader(String header, int code) throws Exception {
        assertThat(call("echo", ARGUMENTS, header)).isEqualTo(code);
    }

    @Test
    void theOldEraKnowsNoSuchHeaders() throws Exception {
        try (RawStream answer = McpEra.LEGACY
                .call(
                        host.port(),
                        "Mcp-Name: other\r\nMcp-Method: other\r\n",
                        "7",
                        "tools/call",
                        "{\"name\":\"%s\",\"arguments\":%s}".formatted("echo", ARGUMENTS))
                .readHead()) {
            assertThat(json(answer.rest()).has("result")).isTrue();
        }
    }
}
