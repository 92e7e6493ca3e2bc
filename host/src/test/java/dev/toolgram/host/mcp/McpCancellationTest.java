package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;
import static dev.toolgram.host.mcp.BlockingTool.happens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.RawStream;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpCancellationTest {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private final BlockingTool blocking = new BlockingTool();
    /** The time of a call would end it too, only later. */
    private final TestHost host = TestHost.patient(
            List.of(
                    blocking.tool("silent", context -> {}),
                    blocking.tool("telling", context -> context.progress(1, null, null)),
                    TestTools.echo("echo", null)),
            Duration.ofHours(1));

    @AfterEach
    void stop() {
        blocking.mayEnd.countDown();
        host.close();
    }

    private RawStream notifyCancelled(String from, String requestId, String headers) throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%s}}"
                .formatted(requestId);
        return RawStream.open(from, host.port(), "POST", McpEra.EVENTS + headers, body)
                .readHead();
    }

    private void cancel(String requestId) throws IOException {
        try (RawStream answer = notifyCancelled("127.0.0.1", requestId, "")) {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.rest()).isEmpty();
        }
    }

    /** When a later message on another connection is answered, an earlier one has been heard. */
    private void nothingIsCancelled() throws Exception {
        try (RawStream answer = RawStream.open(host.port(), "POST", "", PING).readHead()) {
            assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(blocking.cancelled.availablePermits()).isZero();
    }

    @Test
    void cancelledStreamEndsWithAnError() throws Exception {
        try (RawStream stream = McpEra.LEGACY
                .callTool(host.port(), McpEra.EVENTS, "\"x\"", "telling")
                .readHead()) {
            assertThat(stream.event()).contains("notifications/progress");
            cancel("\"x\"");

            assertThat(happens(blocking.cancelled)).isTrue();
            assertThat(json(String.valueOf(stream.event()))).isEqualTo(json(cancelled("\"x\"")));
            assertThat(stream.event()).isNull();
        }
    }

    /** The SDKs settle on a response, not on an empty stream or a 204. */
    private static String cancelled(String id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32800,\"message\":\"Request cancelled\"}}"
                .formatted(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {McpEra.EVENTS, McpEra.JSON})
    void cancelledCallIsAnsweredWithAnError(String accept) throws Exception {
        try (RawStream answer = McpEra.LEGACY.callTool(host.port(), accept, "7", "silent")) {
            assertThat(happens(blocking.begun)).isTrue();
            cancel("7");

            assertThat(happens(blocking.cancelled)).isTrue();
            assertThat(answer.readHead().status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.rest()).isEqualTo(cancelled("7"));
            answer.send("POST", "", PING);
            assertThat(answer.readHead().rest()).contains("\"result\":{}");
        }
    }

    @Test
    void cancellationReachesOnlyTheCallOfTheSameSession() throws Exception {
        try (RawStream mine = McpEra.LEGACY.callTool(host.port(), McpEra.EVENTS + session("a"), "1", "silent");
                RawStream other = McpEra.LEGACY.callTool(host.port(), McpEra.EVENTS + session("b"), "1", "silent")) {
            assertThat(happens(blocking.begun)).isTrue();
            assertThat(happens(blocking.begun)).isTrue();
            try (RawStream late = notifyCancelled("127.0.0.1", "1", session("c"));
                    RawStream unnamed = notifyCancelled("127.0.0.1", "1", "")) {
                assertThat(late.status()).isEqualTo(202);
                assertThat(unnamed.status()).isEqualTo(202);
            }
            nothingIsCancelled();

            try (RawStream elsewhere = notifyCancelled("127.0.0.2", "1", session("a"))) {
                assertThat(elsewhere.status()).isEqualTo(202);
            }
            assertThat(happens(blocking.cancelled)).isTrue();
            assertThat(mine.readHead().rest()).isEqualTo(cancelled("1"));
            blocking.mayEnd.countDown();
            assertThat(other.readHead().rest()).contains("\"done\":true");
        }
    }

    private static String session(String id) {
        return "Mcp-Session-Id: " + id + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "\"7\"", "7.0", "null", "{}", "[7]", "true"})
    void anotherIdIsAnotherCall(String id) throws Exception {
        try (RawStream answer = McpEra.LEGACY.callTool(host.port(), McpEra.EVENTS, "7", "silent")) {
            assertThat(happens(blocking.begun)).isTrue();
            cancel(id);
            nothingIsCancelled();

            blocking.mayEnd.countDown();
            assertThat(answer.readHead().rest()).contains("\"done\":true");
        }
    }

    @Test
    void otherAddressOrKeyCancelsNothing() throws Exception {
        try (RawStream answer = McpEra.LEGACY.callTool(host.port(), McpEra.EVENTS, "7", "silent")) {
            assertThat(happens(blocking.begun)).isTrue();
            try (RawStream elsewhere = notifyCancelled("127.0.0.2", "7", "");
                    RawStream withAnotherKey = notifyCancelled("127.0.0.1", "7", "Authorization: Bearer other\r\n")) {
                assertThat(elsewhere.status()).isEqualTo(202);
                assertThat(withAnotherKey.status()).isEqualTo(202);
            }
            nothingIsCancelled();

            blocking.mayEnd.countDown();
            assertThat(answer.readHead().rest()).contains("\"done\":true");
        }
    }

    @Test
    void callsThatCannotBeDistinguishedContinue() throws Exception {
        try (RawStream first = McpEra.LEGACY.callTool(host.port(), McpEra.EVENTS, "7", "silent");
                RawStream second = McpEra.LEGACY.callTool(host.port(), McpEra.EVENTS, "7", "silent")) {
            assertThat(happens(blocking.begun)).isTrue();
            assertThat(happens(blocking.begun)).isTrue();
            cancel("7");
            nothingIsCancelled();

            blocking.mayEnd.countDown();
            assertThat(first.readHead().rest()).contains("\"done\":true");
            assertThat(second.readHead().rest()).contains("\"done\":true");
        }
    }

    @Test
    void finishedCallIsForgotten() throws Exception {
        blocking.mayEnd.countDown();
        for (int i = 0; i < 2; i++) {
            try (RawStream answer = McpEra.LEGACY.callTool(host.port(), McpEra.EVENTS, "7", "silent")) {
                assertThat(answer.readHead().rest()).contains("\"done\":true");
            }
        }
        BlockingTool later = new BlockingTool();
        host.publish(List.of(later.tool("later", context -> {})));
        try (RawStream answer = McpEra.LEGACY.callTool(host.port(), McpEra.EVENTS, "7", "later")) {
            assertThat(happens(later.begun)).isTrue();
            cancel("7");

            assertThat(happens(later.cancelled)).isTrue();
            assertThat(answer.readHead().rest()).isEqualTo(cancelled("7"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "telling"})
    void disconnectOfALegacyClientDoesNotCancel(String tool) throws Exception {
        try (RawStream _ = McpEra.LEGACY.callTool(host.port(), McpEra.EVENTS, "7", tool)) {
            assertThat(happens(blocking.begun)).isTrue();
        }
        nothingIsCancelled();

        blocking.mayEnd.countDown();
        assertThat(happens(blocking.ended)).isTrue();
        assertThat(blocking.cancelled.availablePermits()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"silent,true", "silent,false", "telling,true"})
    void disconnectOfAModernClientCancels(String tool, boolean events) throws Exception {
        try (RawStream stream = McpEra.MODERN.callTool(host.port(), events ? McpEra.EVENTS : McpEra.JSON, "7", tool)) {
            assertThat(happens(blocking.begun)).isTrue();
            if (tool.equals("telling")) {
                assertThat(stream.readHead().event()).contains("notifications/progress");
            }
            assertThat(blocking.cancelled.availablePermits()).isZero();
        }

        assertThat(happens(blocking.cancelled)).isTrue();
    }

    @Test
    void modernCallIsNotCancelledByANotification() throws Exception {
        try (RawStream answer = McpEra.MODERN.callTool(host.port(), McpEra.EVENTS, "7", "silent")) {
            assertThat(happens(blocking.begun)).isTrue();
            cancel("7");
            String modern = McpEra.MODERN
                    .body("7", "notifications/cancelled", "{\"requestId\":7}")
                    .replace("\"id\":7,", "");
            try (RawStream accepted = RawStream.open(host.port(), "POST", "", modern)) {
                assertThat(accepted.readHead().status()).isEqualTo(202);
            }
            nothingIsCancelled();

            blocking.mayEnd.countDown();
            assertThat(answer.readHead().rest()).contains("\"done\":true");
        }
    }

    @Test
    void modernConnectionServesManyCalls() throws Exception {
        String params = "{\"name\":\"echo\",\"arguments\":{\"chat\":\"me\"}}";
        try (RawStream connection = McpEra.MODERN.call(host.port(), McpEra.EVENTS, "0", "tools/call", params)) {
            for (int i = 1; i < 50; i++) {
                assertThat(json(connection.readHead().rest())
                                .at("/result/structuredContent/chat")
                                .asString())
                        .isEqualTo("me");
                connection.send(
                        "POST",
                        McpEra.MODERN.headers("tools/call", params),
                        McpEra.MODERN.body(String.valueOf(i), "tools/call", params));
            }
            assertThat(json(connection.readHead().rest()).path("id").asInt()).isEqualTo(49);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (RawStream connection = McpEra.MODERN.callTool(host.port(), McpEra.EVENTS, "1", "silent")) {
            assertThat(happens(blocking.begun)).isTrue();
            String params = "{\"name\":\"echo\",\"arguments\":{\"chat\":\"" + "x".repeat(100_000) + "\"}}";
            connection.send(
                    "POST", McpEra.MODERN.headers("tools/call", params), McpEra.MODERN.body("2", "tools/call", params));
            connection.send("POST", "", PING);
            nothingIsCancelled();
            blocking.mayEnd.countDown();

            assertThat(json(connection.readHead().rest()).path("id").asInt()).isEqualTo(1);
            assertThat(json(connection.readHead().rest())
                            .at("/result/structuredContent/chat")
                            .asString())
                    .hasSize(100_000);
            assertThat(connection.readHead().rest()).contains("\"result\":{}");
        }
    }
}
