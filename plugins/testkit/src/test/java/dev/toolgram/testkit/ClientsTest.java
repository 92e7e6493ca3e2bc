package dev.toolgram.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.toolgram.api.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the clients with actual and possible responses of a host. */
class ClientsTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;
    private RestClient rest;
    private McpClient mcp;
    private int status = 200;
    private Map<String, String> headers = Map.of("Content-Type", "application/json");
    private String body = "";
    private String received = "";
    private String requested = "";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requested = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            received = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::add);
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        rest = new RestClient(http, address);
        mcp = new McpClient(http, address);
    }

    @AfterEach
    void close() {
        http.close();
        server.stop(0);
    }

    private record Chat(long chatId, List<String> memberNames) {}

    @Test
    void resultsAreConvertedToRecords() {
        body = "{\"result\":{\"chat_id\":7,\"member_names\":[\"Ann\"],\"more\":1}}";
        assertThat(rest.tool("t", Map.of()).as(Chat.class)).isEqualTo(new Chat(7, List.of("Ann")));

        body = "{\"result\":[{\"chat_id\":1},{\"chat_id\":2}]}";
        assertThat(rest.tool("t", Map.of()).asList(Chat.class))
                .extracting(Chat::chatId)
                .containsExactly(1L, 2L);
    }

    @Test
    void listsAreTheSameOverRestAndMcp() {
        body = "{\"id\":1,\"result\":{\"content\":[],\"structuredContent\":{\"result\":[{\"chat_id\":1}]}}}";
        assertThat(mcp.call("t", Map.of()).value().toString()).isEqualTo("[{\"chat_id\":1}]");
    }

    @Test
    void progressIsRecorded() {
        headers = Map.of("Content-Type", "text/event-stream");
        body = """
                : keep-alive

                event: message
                data: {"method":"notifications/progress","params":{"progressToken":1,"progress":2,"total":4,"message":"half"}}

                data: {"method":"notifications/progress","params":{"progressToken":1,"progress":4}}

                data: {"id":1,
                data:  "result":{"content":[],"structuredContent":{"ok":true}}}
                """;

        Answer answer = mcp.call("t", Map.of());

        assertThat(received).contains("\"progressToken\":1");
        assertThat(answer.value().toString()).isEqualTo("{\"ok\":true}");
        assertThat(answer.progress()).containsExactly(new Progress(2, 4.0, "half"), new Progress(4, null, null));
    }

    @Test
    void filesKeepNameTypeAndBytes() {
        body = "hello";
        headers = Map.of(
                "Content-Type", "text/plain; charset=utf-8",
                "Content-Disposition", "attachment; filename=\"M_nchen.txt\"; filename*=UTF-8''M%C3%BCnchen.txt");
        ReceivedFile byRest = rest.tool("t", Map.of()).file();
        assertThat(byRest.name()).isEqualTo("München.txt");
        assertThat(byRest.mediaType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(byRest.text()).isEqualTo("hello");

        headers = Map.of("Content-Type", "application/json");
        body = "{\"id\":1,\"result\":{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":"
                + "\"file:///M%C3%BCnchen.txt\",\"mimeType\":\"text/plain\",\"text\":\"hello\"}}]}}";
        assertThat(mcp.call("t", Map.of()).file().name()).isEqualTo("München.txt");
        assertThat(mcp.call("t", Map.of()).file().text()).isEqualTo("hello");

        body =
                "{\"id\":1,\"result\":{\"content\":[{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"AQI=\"}]}}";
        assertThat(mcp.call("t", Map.of()).file().bytes()).containsExactly(1, 2);
    }

    @Test
    void wrongResultTypeIsReportedWithActualResult() {
        body = "{\"result\":{\"ok\":true}}";
        Answer answer = rest.tool("t", Map.of());

        assertThatIllegalStateException()
                .isThrownBy(answer::file)
                .withMessage("The tool did not return a file: {\"ok\":true}");
        assertThatIllegalStateException()
                .isThrownBy(() -> answer.asList(Chat.class))
                .withMessageContaining("did not return a list");
    }

    @Test
    void invalidInputHasSameMessageOverRestAndMcp() {
        status = 400;
        body = "{\"detail\":[{\"loc\":[\"body\",\"ids\",0],\"msg\":\"must be positive\",\"type\":\"x\"},"
                + "{\"loc\":[\"body\"],\"msg\":\"too much\",\"type\":\"x\"}]}";
        assertThatThrownBy(() -> rest.tool("t", Map.of())).isInstanceOfSatisfying(ToolFailedException.class, e -> {
            assertThat(e).hasMessage("ids[0]: must be positive\ntoo much");
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.code()).contains(ErrorCode.INVALID_INPUT);
            assertThat(e.fields()).isEqualTo(Map.of("ids[0]", "must be positive", "", "too much"));
            assertThat(e.assertField("ids[0]", "positive")).isSameAs(e);
            assertThatThrownBy(() -> e.assertField("id", "positive"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("t did not reject the field id with 'positive': ids[0]: ");
            assertThat(e.tool()).isEqualTo("t");
        });

        status = 200;
        body =
                "{\"id\":1,\"result\":{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"ids[0]: must be positive\"}]}}";
        assertThatThrownBy(() -> mcp.call("t", Map.of())).hasMessage("ids[0]: must be positive");

        body = "{\"id\":1,\"error\":{\"code\":-32602,\"message\":\"Unknown tool: t\"}}";
        assertThatThrownBy(() -> mcp.call("t", Map.of())).hasMessage("Unknown tool: t");
    }

    @Test
    void unexpectedResponseIsShownAsItIs() {
        status = 502;
        body = "<html>proxy</html>";
        assertThatThrownBy(() -> rest.tool("t", Map.of())).hasMessage("<html>proxy</html>");
        assertThatThrownBy(() -> mcp.call("t", Map.of())).hasMessage("<html>proxy</html>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1}           | {"a":1.0,"b":2}    | ''
            {"a":{"b":[{}]}}  | {"a":{"b":[{"c":1}]}} | ''
            [1,2]             | [1,2]              | ''
            {"a":1}           | {"a":2}            | /a is 2 instead of 1
            {"a":null}        | {}                 | /a is missing
            {"a":[1]}         | {"a":[1,2]}        | /a is [1,2] instead of [1]
            {"a":[{"b":"x"}]} | {"a":[{"b":"y"}]}  | /a/0/b is "y" instead of "x"
            "1"               | 1                  | / is 1 instead of "1"
            """)
    void includedJsonIsCompared(String expected, String actual, String difference) {
        Answer answer = Answer.of(Json.readStrictly(actual), List.of());

        if (difference.isEmpty()) {
            assertThat(answer.assertIncludes(expected)).isSameAs(answer);
        } else {
            assertThatThrownBy(() -> answer.assertIncludes(expected))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("Unexpected result: " + difference + "\n");
        }
    }

    @Test
    void routeGetsItsVariablesAndTheRestAsQueryOrBody() {
        rest.call("GET /api/chats/{chat}", Map.of("chat", "a b/c", "q", "x&y"));
        assertThat(requested).isEqualTo("GET /api/chats/a%20b%2Fc?q=x%26y");

        rest.call("PATCH /api/messages/{message_id}", Map.of("message_id", 7, "text", "x"));
        assertThat(requested).isEqualTo("PATCH /api/messages/7");
        assertThat(received).isEqualTo("{\"text\":\"x\"}");
    }
}
