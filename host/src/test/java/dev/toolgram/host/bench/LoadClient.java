package dev.toolgram.host.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Scanner;

/**
 * A process that loads a server: every connection sends its next request as soon as it has the response to the last one.
 * One thread and one selector for all connections, so that the client costs little next to the server.
 */
final class LoadClient {

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "Content-Length: ".getBytes(StandardCharsets.US_ASCII);

    private final byte[] request;
    private final byte[] expected;
    private final long time;
    private long start;
    private long end;
    private int open;
    private int left;
    private int done;
    private long[] times = new long[1 << 16];

    private LoadClient(byte[] request, byte[] expected, long time, int left) {
        this.request = request;
        this.expected = expected;
        this.time = time;
        this.left = left;
    }

    /** One connection. */
    private static final class Connection {
        private final SocketChannel channel;
        private ByteBuffer in = ByteBuffer.allocate(1 << 14);
        private long sent;
        private boolean checked;

        private Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** Obeys the lines of its standard input, which {@link Request#load} makes. */
    public static void main(String[] arguments) {
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
            while (lines.hasNextLine()) {
                String[] fields = lines.nextLine().split(" ");
                try {
                    System.out.println(run(fields));
                } catch (IOException e) {
                    System.out.println("failed: " + e);
                }
            }
        }
    }

    private static String run(String[] fields) throws IOException {
        LoadClient client = new LoadClient(
                Base64.getDecoder().decode(fields[5]),
                Base64.getDecoder().decode(fields[4]),
                Long.parseLong(fields[2]) * 1_000_000,
                Integer.parseInt(fields[3]));
        client.run(new InetSocketAddress("127.0.0.1", Integer.parseInt(fields[0])), Integer.parseInt(fields[1]));
        long nanos = System.nanoTime() - client.start;
        Arrays.sort(client.times, 0, client.done);
        return Sample.format(client.done, nanos, client.times[client.done / 2]);
    }

    private void run(InetSocketAddress server, int connections) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(server);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
                Connection connection = new Connection(channel);
                channel.register(selector, SelectionKey.OP_READ, connection);
                open++;
            }
            start = System.nanoTime();
            end = start + time;
            for (SelectionKey key : selector.keys().toArray(SelectionKey[]::new)) {
                send((Connection) key.attachment());
            }
            while (open > 0) {
                if (selector.select(30_000) == 0) {
                    throw new IOException("no response within 30 s");
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    read((Connection) key.attachment());
                }
                selector.selectedKeys().clear();
            }
        }
    }

    private void send(Connection connection) throws IOException {
        if (left-- <= 0 || System.nanoTime() >= end) {
            connection.channel.close();
            open--;
            return;
        }
        connection.sent = System.nanoTime();
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            connection.channel.write(out); // a request fits into the socket's buffer, so this is once
        }
    }

    private void read(Connection connection) throws IOException {
        if (!connection.in.hasRemaining()) {
            connection.in = ByteBuffer.allocate(connection.in.capacity() * 2).put(connection.in.flip());
        }
        if (connection.channel.read(connection.in) < 0) {
            throw new IOException("the server closed the connection");
        }
        byte[] bytes = connection.in.array();
        int size = connection.in.position();
        int head = indexOf(bytes, size, END_OF_HEAD);
        if (head < 0 || size < head + 4 + contentLength(bytes, head)) {
            return;
        }
        check(connection, bytes, size);
        connection.in.clear();
        if (done == times.length) {
            times = Arrays.copyOf(times, done * 2);
        }
        times[done++] = System.nanoTime() - connection.sent;
        send(connection);
    }

    /** The status of each response, and the body of a connection's first one. */
    private void check(Connection connection, byte[] bytes, int size) throws IOException {
        boolean ok = bytes[9] == '2' && bytes[10] == '0' && bytes[11] == '0';
        if (!ok || (!connection.checked && indexOf(bytes, size, expected) < 0)) {
            throw new IOException(
                    "unexpected response " + new String(bytes, 0, size, StandardCharsets.UTF_8).replace("\r\n", "|"));
        }
        connection.checked = true;
    }

    private static int contentLength(byte[] bytes, int head) throws IOException {
        int at = indexOf(bytes, head, CONTENT_LENGTH);
        if (at < 0) {
            throw new IOException("a response without Content-Length");
        }
        int length = 0;
        for (int i = at + CONTENT_LENGTH.length; bytes[i] != '\r'; i++) {
            length = length * 10 + bytes[i] - '0';
        }
        return length;
    }

    private static int indexOf(byte[] bytes, int size, byte[] text) {
        for (int i = 0; i <= size - text.length; i++) {
            if (bytes[i] == text[0] && Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return -1;
    }
}
