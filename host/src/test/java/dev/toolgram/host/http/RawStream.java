package dev.toolgram.host.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A connection with one request on it whose answer is read while it arrives, and which can be cut at any moment. */
public final class RawStream implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int status;
    private int left;
    private boolean ended;

    private RawStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Connects from an address of this machine and sends a request; header lines end with CRLF. */
    public static RawStream open(String from, int port, String method, String headers, String body) throws IOException {
        RawStream stream = new RawStream(new Socket("127.0.0.1", port, InetAddress.ofLiteral(from), 0));
        stream.send(method, headers, body);
        return stream;
    }

    /** Connects and sends a request to {@code /mcp}; header lines end with CRLF. */
    public static RawStream open(int port, String method, String headers, String body) throws IOException {
        return open("127.0.0.1", port, method, headers, body);
    }

    /** Sends another request on the same connection, whatever has become of the last. */
    public void send(String method, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes("%s /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n"
                .formatted(method, bytes.length, headers)
                .getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(bytes);
        socket.getOutputStream().write(request.toByteArray());
        socket.getOutputStream().flush();
    }

    /** Waits for the head of the next answer. */
    public RawStream readHead() throws IOException {
        headers.clear();
        status = Integer.parseInt(line().substring(9, 12));
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        left = chunked() ? 0 : Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        ended = !chunked() && left == 0;
        return this;
    }

    /** The status; after {@link #readHead}. */
    public int status() {
        return status;
    }

    /** A header; after {@link #readHead}. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The rest of the body. */
    public String rest() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int b = bodyByte(); b >= 0; b = bodyByte()) {
            body.write(b);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The next line of the body without its end; {@code null} when the body has ended. */
    public @Nullable String bodyLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = bodyByte(); b != '\n'; b = bodyByte()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** The data of the next server-sent event, comments left out; {@code null} when the body has ended. */
    public @Nullable String event() throws IOException {
        for (String line = bodyLine(); line != null; line = bodyLine()) {
            if (line.startsWith("data: ")) {
                return line.substring(6);
            }
        }
        return null;
    }

    private boolean chunked() {
        return header("Transfer-Encoding").toLowerCase(Locale.ROOT).equals("chunked");
    }

    private int bodyByte() throws IOException {
        if (ended) {
            return -1;
        }
        if (chunked() && left == 0) {
            left = Integer.parseInt(line(), 16);
            if (left == 0) {
                line();
                ended = true;
                return -1;
            }
        }
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the body was cut off");
        }
        left--;
        if (left == 0) {
            if (chunked()) {
                line();
            } else {
                ended = true;
            }
        }
        return b;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection was closed");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    /** Cuts the connection. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
