package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.toolgram.host.config.HttpConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HttpServerTest extends HttpServerFixture {

    @Test
    void everyAnswerCarriesAFreshRequestId() throws Exception {
        start();

        String first = get("/echo").headers().firstValue("X-Request-Id").orElseThrow();
        String second = get("/echo").headers().firstValue("X-Request-Id").orElseThrow();

        assertThat(first).matches("[0-9a-f]{12}").isNotEqualTo(second);
    }

    @Test
    void anIncomingRequestIdIsKeptInHeaderAndBody() throws Exception {
        start();

        HttpResponse<String> answer = send(request("/nowhere").header("X-Request-Id", "order-66.a_b:c"));

        assertThat(answer.headers().firstValue("X-Request-Id")).contains("order-66.a_b:c");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"request_id\":\"order-66.a_b:c\"").contains("\"detail\":\"");
    }

    @Test
    void aLongPathIsNotRepeatedInFull() throws Exception {
        start();

        String answer = RawClient.exchange(
                port(),
                "GET /" + "%01".repeat(198) + "%F0%9F%98%80".repeat(5_000)
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").contains("\\u0001....\"").hasSizeLessThan(2_000);
    }

    @Test
    void aRequestIdThatCouldForgeALogLineIsReplaced() throws Exception {
        start();

        for (String bad : List.of("a b", "x".repeat(65), "a\tb", "{}")) {
            assertThat(send(request("/echo").header("X-Request-Id", bad))
                            .headers()
                            .firstValue("X-Request-Id"))
                    .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{12}"));
        }
    }

    @Test
    void healthReportsLoginStateWithoutKey() throws Exception {
        start("secret");

        for (String path : List.of("/healthz", "/healthz/")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"authorized\":true}");
        }
    }

    @Test
    void readinessIsThatOfTheAccountAndNeedsNoKey() throws Exception {
        start("secret");

        for (String path : List.of("/readyz", "/readyz/")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body()).isEqualTo("{\"status\":\"ready\"}");
        }
        assertThat(send(request("/readyz").DELETE()).statusCode()).isEqualTo(405);
        assertThat(get("/readyz/more").statusCode()).isEqualTo(401);
    }

    @Test
    void missingReadinessIsReported() throws Exception {
        health = new FixedHealth(true, "Telegram cannot be reached");
        start("secret");

        HttpResponse<String> answer = send(request("/readyz").header("X-Request-Id", "order-66"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"not ready\",\"detail\":\"Telegram cannot be reached\","
                        + "\"request_id\":\"order-66\"}");
        assertThat(get("/healthz").body()).isEqualTo("{\"status\":\"ok\",\"authorized\":true}");
    }

    @Test
    void wrongMethodIsAnsweredWithAllowedMethods() throws Exception {
        start();

        HttpResponse<String> answer = send(request("/echo").DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, POST");
        assertThat(answer.body()).contains("\"detail\":").contains("\"request_id\":");
    }

    @Test
    void aTrailingSlashCountsForNothingAndTwoDo() throws Exception {
        start();

        assertThat(get("/echo/").statusCode()).isEqualTo(200);
        assertThat(get("/echo//").statusCode()).isEqualTo(404);
        assertThat(get("//echo").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void headIsGetWithoutABody() throws Exception {
        start();

        HttpResponse<String> answer = send(request("/echo").HEAD());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aDefectShowsAnIdAndNothingElse() throws Exception {
        start();

        HttpResponse<String> answer = get("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"detail\":\"Internal error\"").doesNotContain("secret plan");
    }

    @Test
    void onlyHealthIsAnsweredBeforeItIsOpen() throws Exception {
        HttpServer server = server("secret", 0);
        running = server;
        server.listen();

        HttpResponse<String> refused = get("/echo");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("2");
        assertThat(refused.body())
                .contains("\"detail\":\"Toolgram is starting.\"")
                .contains("\"request_id\":");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("\"detail\":\"Toolgram is starting\"");

        server.open();
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/echo").statusCode()).isEqualTo(401);
    }

    @Test
    void whatWasShutStaysShut() throws Exception {
        HttpServer server = server(null, 0);
        running = server;
        server.listen();

        assertThat(server.drain(Duration.ofMillis(20))).isTrue();
        server.open();
        assertThat(get("/echo").body()).contains("shutting down");
    }

    @Test
    void drainingWaitsForRequestsInFlightAndRefusesNewOnes() throws Exception {
        HttpServer server = start("secret");
        var slow = client.sendAsync(
                request("/slow").header("Authorization", "Bearer secret").build(), BodyHandlers.ofString());
        slowEntered.await();

        assertThat(server.drain(Duration.ofMillis(20))).isFalse();
        HttpResponse<String> refused = get("/echo");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"detail\":").contains("\"request_id\":");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("\"detail\":\"Toolgram is shutting down\"");

        slowMayLeave.release();
        assertThat(server.drain(Duration.ofSeconds(10))).isTrue();
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheFirstOfTwoAnswersIsSent() throws Exception {
        start();

        String answers = RawClient.exchange(
                port(), "GET /twice HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20) + getTo("/echo?last"));

        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(22);
        assertThat(answers.split("\"by\":", -1)).hasSize(21);
        assertThat(answers).endsWith("{\"last\":[\"\"]}");
    }

    @Test
    void idleConnectionsMakeRoomForNewOnesAndBusyOnesDoNot() throws Exception {
        start(new Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 8));
        var slow = client.sendAsync(request("/slow").build(), BodyHandlers.ofString());
        slowEntered.await();

        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            idle.add(new Socket(InetAddress.getLoopbackAddress(), port()));
            if (i % 2 == 0) {
                assertThat(RawClient.head(idle.getLast(), "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                        .startsWith("HTTP/1.1 200 ");
            }
        }
        assertThat(RawClient.exchange(port(), getTo("/healthz"))).startsWith("HTTP/1.1 200 ");
        assertThat(idle.getFirst().getInputStream().readAllBytes()).endsWith('}');
        slowMayLeave.release();
        assertThat(slow.get().statusCode()).isEqualTo(200);
        for (Socket socket : idle) {
            socket.close();
        }
    }

    @Test
    void aLoggedErrorCarriesTheIdOfItsRequest() throws Exception {
        start();
        BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                event.prepareForDeferredProcessing();
                lines.add(event);
            }
        };
        appender.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.toolgram.host.http");
        logger.addAppender(appender);
        try {
            for (String path : List.of("/broken", "/unroutable")) {
                assertThat(send(request(path).header("X-Request-Id", "order-66"))
                                .statusCode())
                        .isEqualTo(500);
                ILoggingEvent line = Objects.requireNonNull(lines.poll(5, TimeUnit.SECONDS));
                assertThat(line.getFormattedMessage()).isEqualTo("Request failed");
                assertThat(line.getMDCPropertyMap()).containsEntry("request_id", "order-66");
            }
        } finally {
            logger.detachAppender(appender);
        }
    }

    @Test
    void anAddressInUseIsNamedTogetherWithItsSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpServer server = server(null, taken.getLocalPort());

            assertThatThrownBy(server::start)
                    .isInstanceOf(ListenException.class)
                    .hasMessage(
                            "Cannot listen on 127.0.0.1:%d: address already in use; set TOOLGRAM_HTTP_LISTEN_ADDRESS"
                                    .formatted(taken.getLocalPort()));
            server.close();
        }
    }

    @Test
    void optionsDoNotPrintTheKey() {
        assertThat(new HttpConfig(loopback(0), "hush").toString()).doesNotContain("hush");
    }
}
