package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.RawStream;
import dev.toolgram.host.http.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that repeat fields of the body (MCP 2026-07-28, <i>Request Metadata</i>). */
class McpMirrorHeadersTest {

    private static final String TOOL = "test_mirrored_parameters";
    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.with(ConformanceTools.all(tools -> {}));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    /** The code of the error that a call gets, or 0 when it is answered. */
    private static int call(String tool, String arguments, String headers) throws Exception {
        String params = "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments);
        String own = Speaker.MODERN.headers("tools/call", "{}") + (headers.isEmpty() ? "" : headers + "\r\n");
        try (RawStream answer = RawStream.open(host.port(), "POST", own, Speaker.MODERN.body("7", "tools/call", params))
                .readHead()) {
            int code = json(answer.rest()).at("/error/code").asInt(0);
            assertThat(answer.status()).isEqualTo(code == -32020 ? 400 : 200);
            return code;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Mcp-Name: test_simple_text,0",
        "mcp-name:    test_simple_text  ,0",
        "Mcp-Name: =?base64?dGVzdF9zaW1wbGVfdGV4dA==?=,0",
        "'',-32020",
        "Mcp-Name:,-32020",
        "Mcp-Name: test_logging_tool,-32020",
        "Mcp-Name: Test_Simple_Text,-32020",
        "Mcp-Name: dGVzdF9zaW1wbGVfdGV4dA==,-32020",
        "Mcp-Name: =?base64?dGVzdF9zaW1wbGVfdGV4dA?=,-32020",
        "Mcp-Name: =?base64?dGVzdF9zaW1wbGVfdGV4dA=?=,-32020",
        "Mcp-Name: =?base64?dGVz dF9zaW1wbGVfdGV4dA==?=,-32020",
        "Mcp-Name: =?BASE64?dGVzdF9zaW1wbGVfdGV4dA==?=,-32020",
        "Mcp-Name: =?base64?/w==?=,-32020",
        "Mcp-Name: =?base64?=,-32020",
        "Mcp-Name: =?base64??=,-32020",
        "'Mcp-Name: test_simple_text\r\nMcp-Name: test_simple_text',-32020"
    })
    void theNameOfTheToolStandsInAHeader(String header, int code) throws Exception {
        assertThat(call("test_simple_text", "{}", header)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"region\":\"us-west1\"}|Mcp-Param-Region: us-west1|0",
                "{\"region\":\"us-west1\"}|MCP-PARAM-REGION: us-west1|0",
                "{\"region\":\"grüß\"}|Mcp-Param-Region: =?base64?Z3LDvMOf?=|0",
                "{\"region\":\"=?base64?literal?=\"}|Mcp-Param-Region: =?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=|0",
                "{\"region\":\"a\",\"deep\":{\"count\":42},\"sure\":true}|Mcp-Param-Region: a~Mcp-Param-Count: 42~Mcp-Param-Sure: true|0",
                "{\"region\":\"a\",\"deep\":{\"count\":42}}|Mcp-Param-Region: a~Mcp-Param-Count: 42.0|0",
                "{\"region\":\"a\",\"deep\":{\"count\":-7}}|Mcp-Param-Region: a~Mcp-Param-Count: =?base64?LTc=?=|0",
                "{\"region\":\"a\",\"deep\":{\"count\":null},\"sure\":null}|Mcp-Param-Region: a|0",
                "{\"region\":\"a\",\"deep\":{}}|Mcp-Param-Region: a~Mcp-Param-Unknown: x|0",
                "{\"region\":\"us-west1\"}||-32020",
                "{\"region\":\"us-west1\"}|Mcp-Param-Region: us-west2|-32020",
                "{\"region\":\"us-west1\"}|Mcp-Param-Region: US-WEST1|-32020",
                "{\"region\":\"gr\\u00fc\\u00df\"}|Mcp-Param-Region: grüß|-32020",
                "{\"region\":\"a\"}|Mcp-Param-Region: a~Mcp-Param-Region: b|-32020",
                "{\"region\":\"a\",\"deep\":{\"count\":42}}|Mcp-Param-Region: a|-32020",
                "{\"region\":\"a\",\"deep\":{\"count\":42}}|Mcp-Param-Region: a~Mcp-Param-Count: 43|-32020",
                "{\"region\":\"a\",\"deep\":{\"count\":42}}|Mcp-Param-Region: a~Mcp-Param-Count: 4.2e1|-32020",
                "{\"region\":\"a\",\"sure\":true}|Mcp-Param-Region: a~Mcp-Param-Sure: True|-32020",
                "{\"region\":\"a\",\"sure\":null}|Mcp-Param-Region: a~Mcp-Param-Sure: true|-32020",
                "{}|Mcp-Param-Region: a|-32020"
            })
    void parametersStandInHeadersWhereTheSchemaSaysSo(String arguments, String headers, int code) throws Exception {
        String more = headers == null ? "" : "\r\n" + headers.replace("~", "\r\n");

        assertThat(call(TOOL, arguments, "Mcp-Name: " + TOOL + more)).isEqualTo(code);
    }

    @Test
    void theOldEraKnowsNoSuchHeaders() throws Exception {
        try (RawStream answer = Speaker.LEGACY
                .call(
                        host.port(),
                        "Mcp-Name: other\r\nMcp-Method: other\r\n",
                        "7",
                        "tools/call",
                        "{\"name\":\"%s\",\"arguments\":{\"region\":\"a\"}}".formatted(TOOL))
                .readHead()) {
            assertThat(json(answer.rest()).has("result")).isTrue();
        }
    }
}
