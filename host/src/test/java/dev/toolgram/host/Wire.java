package dev.toolgram.host;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;

/** One connection that is kept open, and as little HTTP as measuring needs: a client that costs less than the host. */
@NullMarked
final class Wire implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    Wire(URI host) throws IOException {
        socket = new Socket(host.getHost(), host.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /** A request, ready to be sent; a body makes it a POST. */
    static byte[] request(String path, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = body.isEmpty()
                ? "GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n"
                : "POST " + path + " HTTP/1.1\r\nHost: bench\r\nContent-Length: " + content.length + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /** The body of the answer, which must be a 200. */
    String exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(status + ": " + body);
        }
        return body;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the host has closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
