package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;
import static dev.toolgram.host.mcp.Workshop.happens;
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

    private final Workshop workshop = new Workshop();
    /** The time of a call would end it too, only later. */
    private final TestHost host = TestHost.patient(
            List.of(
                    workshop.tool("silent", context -> {}),
                    workshop.tool("telling", context -> context.progress(1, null, null)),
                    TestTools.echo("echo", null)),
            Duration.ofHours(1));

    @AfterEach
    void stop() {
        workshop.mayEnd.countDown();
        host.close();
    }

    private RawStream notifyCancelled(String from, String requestId, String headers) throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%s}}"
                .formatted(requestId);
        return RawStream.open(from, host.port(), "POST", Speaker.EVENTS + headers, body)
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
        assertThat(workshop.cancelled.availablePermits()).isZero();
    }

    @Test
    void aCancelledStreamEndsWithoutAResponse() throws Exception {
        try (RawStream stream = Speaker.LEGACY
                .callTool(host.port(), Speaker.EVENTS, "\"x\"", "telling")
                .readHead()) {
            assertThat(stream.event()).contains("notifications/progress");
            cancel("\"x\"");

            assertThat(happens(workshop.cancelled)).isTrue();
            assertThat(stream.event()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"'Accept: application/json, text/event-stream',200,text/event-stream", "'Accept: application/json',204,"
    })
    void aCancelledCallOfWhichNothingWasSaidIsAnsweredWithNothing(String accept, int status, String type)
            throws Exception {
        try (RawStream answer = Speaker.LEGACY.callTool(host.port(), accept + "\r\n", "7", "silent")) {
            assertThat(happens(workshop.begun)).isTrue();
            cancel("7");

            assertThat(happens(workshop.cancelled)).isTrue();
            assertThat(answer.readHead().status()).isEqualTo(status);
            assertThat(answer.header("Content-Type")).isEqualTo(type == null ? "" : type);
            assertThat(answer.rest()).isEmpty();
            answer.send("POST", "", PING);
            assertThat(answer.readHead().rest()).contains("\"result\":{}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "\"7\"", "7.0", "null", "{}", "[7]", "true"})
    void anotherIdMeansAnotherCall(String id) throws Exception {
        try (RawStream answer = Speaker.LEGACY.callTool(host.port(), Speaker.EVENTS, "7", "silent")) {
            assertThat(happens(workshop.begun)).isTrue();
            cancel(id);
            nothingIsCancelled();

            workshop.mayEnd.countDown();
            assertThat(answer.readHead().rest()).contains("\"done\":true");
        }
    }

    @Test
    void somebodyElseCancelsNothing() throws Exception {
        try (RawStream answer = Speaker.LEGACY.callTool(host.port(), Speaker.EVENTS, "7", "silent")) {
            assertThat(happens(workshop.begun)).isTrue();
            try (RawStream elsewhere = notifyCancelled("127.0.0.2", "7", "");
                    RawStream withAnotherKey = notifyCancelled("127.0.0.1", "7", "Authorization: Bearer other\r\n")) {
                assertThat(elsewhere.status()).isEqualTo(202);
                assertThat(withAnotherKey.status()).isEqualTo(202);
            }
            nothingIsCancelled();

            workshop.mayEnd.countDown();
            assertThat(answer.readHead().rest()).contains("\"done\":true");
        }
    }

    @Test
    void callsThatCannotBeToldApartGoOn() throws Exception {
        try (RawStream first = Speaker.LEGACY.callTool(host.port(), Speaker.EVENTS, "7", "silent");
                RawStream second = Speaker.LEGACY.callTool(host.port(), Speaker.EVENTS, "7", "silent")) {
            assertThat(happens(workshop.begun)).isTrue();
            assertThat(happens(workshop.begun)).isTrue();
            cancel("7");
            nothingIsCancelled();

            workshop.mayEnd.countDown();
            assertThat(first.readHead().rest()).contains("\"done\":true");
            assertThat(second.readHead().rest()).contains("\"done\":true");
        }
    }

    @Test
    void aCallThatIsOverIsForgotten() throws Exception {
        workshop.mayEnd.countDown();
        for (int i = 0; i < 2; i++) {
            try (RawStream answer = Speaker.LEGACY.callTool(host.port(), Speaker.EVENTS, "7", "silent")) {
                assertThat(answer.readHead().rest()).contains("\"done\":true");
            }
        }
        Workshop later = new Workshop();
        host.publish(List.of(later.tool("later", context -> {})));
        try (RawStream answer = Speaker.LEGACY.callTool(host.port(), Speaker.EVENTS, "7", "later")) {
            assertThat(happens(later.begun)).isTrue();
            cancel("7");

            assertThat(happens(later.cancelled)).isTrue();
            assertThat(answer.readHead().rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "telling"})
    void aClientOfTheOldEraThatIsGoneHasNotCancelled(String tool) throws Exception {
        try (RawStream _ = Speaker.LEGACY.callTool(host.port(), Speaker.EVENTS, "7", tool)) {
            assertThat(happens(workshop.begun)).isTrue();
        }
        nothingIsCancelled();

        workshop.mayEnd.countDown();
        assertThat(happens(workshop.ended)).isTrue();
        assertThat(workshop.cancelled.availablePermits()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"silent,true", "silent,false", "telling,true"})
    void aClientOfTheModernEraThatIsGoneHasCancelled(String tool, boolean events) throws Exception {
        try (RawStream stream =
                Speaker.MODERN.callTool(host.port(), events ? Speaker.EVENTS : Speaker.JSON, "7", tool)) {
            assertThat(happens(workshop.begun)).isTrue();
            if (tool.equals("telling")) {
                assertThat(stream.readHead().event()).contains("notifications/progress");
            }
            assertThat(workshop.cancelled.availablePermits()).isZero();
        }

        assertThat(happens(workshop.cancelled)).isTrue();
    }

    @Test
    void inTheModernEraTheMessageMeansNothing() throws Exception {
        try (RawStream answer = Speaker.MODERN.callTool(host.port(), Speaker.EVENTS, "7", "silent")) {
            assertThat(happens(workshop.begun)).isTrue();
            cancel("7");
            String modern = Speaker.MODERN
                    .body("7", "notifications/cancelled", "{\"requestId\":7}")
                    .replace("\"id\":7,", "");
            try (RawStream accepted = RawStream.open(host.port(), "POST", "", modern)) {
                assertThat(accepted.readHead().status()).isEqualTo(202);
            }
            nothingIsCancelled();

            workshop.mayEnd.countDown();
            assertThat(answer.readHead().rest()).contains("\"done\":true");
        }
    }

    @Test
    void aConnectionOfTheModernEraServesManyCalls() throws Exception {
        String params = "{\"name\":\"echo\",\"arguments\":{\"chat\":\"me\"}}";
        try (RawStream connection = Speaker.MODERN.call(host.port(), Speaker.EVENTS, "0", "tools/call", params)) {
            for (int i = 1; i < 50; i++) {
                assertThat(json(connection.readHead().rest())
                                .at("/result/structuredContent/chat")
                                .asString())
                        .isEqualTo("me");
                connection.send(
                        "POST",
                        Speaker.MODERN.headers("tools/call", params),
                        Speaker.MODERN.body(String.valueOf(i), "tools/call", params));
            }
            assertThat(json(connection.readHead().rest()).path("id").asInt()).isEqualTo(49);
        }
    }

    @Test
    void whatIsSentAheadIsAnsweredInItsTurn() throws Exception {
        try (RawStream connection = Speaker.MODERN.callTool(host.port(), Speaker.EVENTS, "1", "silent")) {
            assertThat(happens(workshop.begun)).isTrue();
            String params = "{\"name\":\"echo\",\"arguments\":{\"chat\":\"" + "x".repeat(100_000) + "\"}}";
            connection.send(
                    "POST",
                    Speaker.MODERN.headers("tools/call", params),
                    Speaker.MODERN.body("2", "tools/call", params));
            connection.send("POST", "", PING);
            nothingIsCancelled();
            workshop.mayEnd.countDown();

            assertThat(json(connection.readHead().rest()).path("id").asInt()).isEqualTo(1);
            assertThat(json(connection.readHead().rest())
                            .at("/result/structuredContent/chat")
                            .asString())
                    .hasSize(100_000);
            assertThat(connection.readHead().rest()).contains("\"result\":{}");
        }
    }
}
