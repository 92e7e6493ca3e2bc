package dev.toolgram.host.mcp;

import static dev.toolgram.host.mcp.BlockingTool.happens;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.toolgram.host.http.RawClient;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A caller that disconnects cancels its call, through either door and in every state of the connection. */
class DisconnectTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final BlockingTool blocking = new BlockingTool();
    private final TestHost host = TestHost.patient(
            List.of(
                    blocking.tool("silent", context -> threads.add(Thread.currentThread())),
                    TestTools.echo("echo", null)),
            Duration.ofHours(1));
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getFormattedMessage());
        }
    };

    enum Door {
        REST,
        MCP;

        String request(String tool, String arguments) {
            if (this == REST) {
                return post("/api/tools/" + tool, "", arguments);
            }
            String params = "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments);
            return post(
                    "/mcp",
                    McpEra.JSON + McpEra.MODERN.headers("tools/call", params),
                    McpEra.MODERN.body("1", "tools/call", params));
        }

        private static String post(String path, String headers, String body) {
            return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n%s"
                    .formatted(path, body.length(), headers, body);
        }
    }

    /** When the client has sent its next request. */
    enum Next {
        NEVER,
        TOGETHER,
        LATER,
        IN_PIECES
    }

    record State(Door door, boolean used, Next next, boolean reset) {}

    static List<State> states() {
        List<State> states = new ArrayList<>();
        for (Door door : Door.values()) {
            for (Next next : Next.values()) {
                for (int i = 0; i < 4; i++) {
                    states.add(new State(door, i % 2 == 1, next, i / 2 == 1));
                }
            }
        }
        return states;
    }

    @BeforeEach
    void listen() {
        appender.start();
        ((Logger) LoggerFactory.getLogger("access")).addAppender(appender);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger("access")).detachAppender(appender);
        blocking.mayEnd.countDown();
        host.close();
    }

    @ParameterizedTest
    @MethodSource("states")
    void callEndsAndFreesItsThread(State state) throws Exception {
        Door door = state.door();
        String next = door.request("echo", "{\"chat\":\"me\"}");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            if (state.used()) {
                assertThat(answer(socket, next)).contains("\"me\"");
            }
            send(socket, door.request("silent", "{}") + (state.next() == Next.TOGETHER ? next : ""));
            assertThat(happens(blocking.begun)).isTrue();
            switch (state.next()) {
                case LATER -> send(socket, next);
                case IN_PIECES -> {
                    send(socket, next.substring(0, 9));
                    Thread.sleep(20);
                    send(socket, next.substring(9));
                }
                default -> {}
            }
            assertThat(blocking.cancelled.availablePermits()).isZero();
            if (state.reset()) {
                socket.setSoLinger(true, 0);
            }
        }

        assertThat(blocking.cancelled.tryAcquire(SOON.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(threads.take().join(SOON)).isTrue();
        assertThat(blocking.running).hasValue(0);
        String line = state.used() ? log.poll(5, TimeUnit.SECONDS) : "";
        assertThat(line).doesNotContain(" 499 ");
        assertThat(log.poll(5, TimeUnit.SECONDS))
                .matches(door == Door.REST ? "POST /api/tools/silent 499 .* rest" : "POST /mcp 200 .* mcp");
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void pipelinedRequestsAreAnsweredInOrder(Door door) throws Exception {
        String large = "x".repeat(100_000);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            send(socket, door.request("silent", "{}"));
            assertThat(happens(blocking.begun)).isTrue();
            send(socket, door.request("echo", "{\"chat\":\"" + large + "\"}"));
            send(socket, door.request("echo", "{\"chat\":\"last\"}"));
            blocking.mayEnd.countDown();

            assertThat(answer(socket, "")).contains("\"done\":true");
            assertThat(answer(socket, "")).contains(large);
            assertThat(answer(socket, "")).contains("\"last\"");
            assertThat(blocking.cancelled.availablePermits()).isZero();
        }
    }

    @Test
    void connectionServesManyCalls() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            for (int i = 0; i < 200; i++) {
                String chat = "{\"chat\":\"c" + i + "\"}";
                assertThat(answer(socket, Door.REST.request("echo", chat))).isEqualTo("{\"result\":" + chat + "}");
            }
        }
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String answer(Socket socket, String request) throws IOException {
        String head = RawClient.head(socket, request);
        int length = Integer.parseInt(head.replaceAll("(?is).*\r\ncontent-length: (\\d+).*", "$1"));
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }
}
