package dev.toolgram.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HealthCommandTest {

    @Test
    void bodyOfAHealthyHostIsTheAnswer() throws Exception {
        try (ServerSocket host = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            assertThat(HealthCommand.ask(addressOf(host))).isEqualTo("{}");
        }
    }

    @Test
    void wildcardAddressIsAskedOnThisMachine() throws Exception {
        try (ServerSocket host = answering("HTTP/1.1 200 OK\r\n\r\nfine")) {
            assertThat(HealthCommand.ask(new InetSocketAddress("0.0.0.0", host.getLocalPort())))
                    .isEqualTo("fine");
        }
    }

    @Test
    void otherResponsesAreReported() throws Exception {
        try (ServerSocket host = answering("HTTP/1.1 503 Service Unavailable\r\n\r\n")) {
            assertThatThrownBy(() -> HealthCommand.ask(addressOf(host)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("http://127.0.0.1:%d/healthz answers 'HTTP/1.1 503 Service Unavailable'"
                            .formatted(host.getLocalPort()));
        }
    }

    @Test
    void portThatIsPickedAtTheStartCannotBeAsked() {
        assertThatThrownBy(() -> HealthCommand.ask(new InetSocketAddress("127.0.0.1", 0)))
                .hasMessageContaining("set one that is not 0");
    }

    /** Gives every caller the same answer until it is closed. */
    private static ServerSocket answering(String answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket caller = server.accept()) {
                caller.getInputStream().read(new byte[1024]);
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // closed: the test is over
            }
        });
        return server;
    }

    private static InetSocketAddress addressOf(ServerSocket server) {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }
}
