package dev.toolgram.host.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client without manners: sends the bytes it is given and reads until the server closes or falls silent. */
public final class RawClient {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 5_000;

    private RawClient() {}

    /** Sends text as Latin-1, a byte for each character, and returns all that comes back. */
    public static String exchange(int port, String request) throws IOException {
        return exchange(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes and returns all that comes back. The request should ask for {@code Connection: close}. */
    public static String exchange(int port, byte[] request) throws IOException {
        return exchange(port, request, PATIENCE_MILLIS);
    }

    /** Sends bytes and returns all that comes back; waits so long for each piece of it. */
    public static String exchange(int port, byte[] request, int patienceMillis) throws IOException {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            socket.setSoTimeout(patienceMillis);
            Thread.ofVirtual().start(() -> send(socket, request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends a request and returns the beginning of the answer, up to the end of its headers. */
    public static String head(Socket socket, String request) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        send(socket, request.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    private static void send(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            // The server has closed in the meantime; what it said before is what counts.
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
