package dev.toolgram.host.rest;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.host.SchemaCheck;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code TOOLGRAM_ENVELOPE=none}: what clients of the original's 1.2.0 expect. */
class BareResultsTest {

    /** Answers as RunningCall does for a tool that has changed a chat. */
    private static final String RECIPIENT = "{\"title\":\"Zoë & Ünal 🍞\",\"ref\":\"@zoe\"}";

    private final TestHost host = TestHost.bare(tools());

    private static List<RegisteredTool> tools() {
        List<RegisteredTool> tools = new ArrayList<>(TestTools.all());
        tools.add(TestTools.tool(
                "forward",
                Route.post("/api/forward"),
                Effect.WRITE,
                "{\"type\":\"object\"}",
                "{\"type\":\"array\"}",
                (arguments, context) ->
                        new ToolResult.Success(StrictJson.write(json("[]")), StrictJson.write(json(RECIPIENT)))));
        return tools;
    }

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET | /api/echo?chat=me | {\"chat\":\"me\"}",
                "POST | /api/tools/list | [{\"id\":9007199254740993},{\"id\":2,\"inner\":{\"id\":3}}]",
                "POST | /api/forward | []"
            })
    void aResultIsTheWholeBody(String method, String path, String result) throws Exception {
        assertThat(host.send(method, path, method.equals("GET") ? null : "{}").body())
                .isEqualTo(result);
    }

    @Test
    void theRecipientIsAHeaderInAscii() throws Exception {
        String header = host.post("/api/forward", "{}")
                .headers()
                .firstValue("X-Toolgram-Recipient")
                .orElseThrow();

        assertThat(header).matches("[ -~]+").contains("Zo\\u00eb");
        assertThat(json(header)).isEqualTo(json(RECIPIENT));
        assertThat(host.get("/api/echo").headers().firstValue("X-Toolgram-Recipient"))
                .isEmpty();
    }

    @Test
    void anErrorIsTheSame() throws Exception {
        assertThat(body(host.post("/api/refused", "{}"))
                        .at("/detail/telegram_error")
                        .asString())
                .isEqualTo("ChatWriteForbiddenError");
    }

    @Test
    void mcpIsTheSame() throws Exception {
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"forward\"}}";

        JsonNode result = body(host.post("/mcp", call)).path("result");
        assertThat(result.path("structuredContent")).isEqualTo(json("{\"result\":[]}"));
        assertThat(result.at("/_meta/toolgram~1recipient")).isEqualTo(json(RECIPIENT));
    }

    @Test
    void theDocumentDescribesThem() throws Exception {
        JsonNode document = body(host.get("/openapi.json"));

        assertThat(SchemaCheck.openApi(document)).isEmpty();
        for (String[] each : new String[][] {{"/api/list", "get"}, {"/api/forward", "post"}}) {
            String operation = "/paths/" + each[0].replace("/", "~1") + "/" + each[1];
            JsonNode answer = body(host.send(each[1].toUpperCase(Locale.ROOT), each[0], null));
            assertThat(SchemaCheck.answer(document, operation, 200, answer)).isEmpty();
            assertThat(SchemaCheck.answer(document, operation, 200, json("{\"result\":[]}")))
                    .isNotEmpty();
        }
        assertThat(document.at("/paths/~1api~1forward/post/responses/200/headers")
                        .propertyNames())
                .containsExactly("X-Toolgram-Recipient");
        assertThat(document.at("/paths/~1api~1list/get/responses/200").has("headers"))
                .isFalse();
    }
}
