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

    private final InetSocketAddress address;

    /** @param listen where the host listens */
    HealthCommand(InetSocketAddress listen) {
        address = listen.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listen.getPort())
                : listen;
    }

    /** Thrown when the host does not answer as it should; the message is for the operator. */
    static final class UnhealthyException extends Exception {
        UnhealthyException(String message) {
            super(message);
        }
    }

    /** Returns the body of {@code GET /healthz}. */
    String ask() throws UnhealthyException {
        if (address.getPort() == 0) {
            throw new UnhealthyException("TOOLGRAM_HTTP_LISTEN_ADDRESS names no port to ask at: set one that is not 0");
        }
        String answer;
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write("GET /healthz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                    .formatted(authority())
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnhealthyException("nothing answers at http://" + authority() + "/healthz: " + e.getMessage());
        }
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new UnhealthyException("http://" + authority() + "/healthz answers '"
                    + answer.lines().findFirst().orElse("") + "'");
        }
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private String authority() {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
