package dev.toolgram.host.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * {@code toolgram health}: asks the host that runs with the same settings whether it answers. For health checks in
 * places without curl; by a plain socket, because it runs every few seconds and has to be quick.
 */
final class HealthCommand {

    private static final int PATIENCE_MILLIS = 3_000;

    private HealthCommand() {}

    /**
     * Returns the body of {@code GET /healthz}.
     *
     * @param listen where the host listens
     * @throws IllegalStateException if the host does not answer as it should; the message is for the operator
     */
    static String ask(InetSocketAddress listen) {
        if (listen.getPort() == 0) {
            throw new IllegalStateException(
                    "TOOLGRAM_HTTP_LISTEN_ADDRESS names no port to ask at: set one that is not 0");
        }
        InetAddress address =
                listen.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listen.getAddress();
        String host = address.getHostAddress();
        String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + listen.getPort();
        String answer;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, listen.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write("GET /healthz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                    .formatted(authority)
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "nothing answers at http://" + authority + "/healthz: " + e.getMessage(), e);
        }
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IllegalStateException("http://" + authority + "/healthz answers '"
                    + answer.lines().findFirst().orElse("") + "'");
        }
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
