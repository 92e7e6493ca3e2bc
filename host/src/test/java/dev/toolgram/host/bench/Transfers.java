package dev.toolgram.host.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import tools.jackson.databind.json.JsonMapper;

/** The REST requests with long bodies, by a client that costs little next to the server. */
final class Transfers {

    private static final int BUFFER = 1 << 18;
    private static final String BOUNDARY = "toolgram-bench";

    private final int port;

    Transfers(int port) {
        this.port = port;
    }

    /**
     * A response's body.
     *
     * @param lines of JSON Lines
     * @param firstByteNanos from the request to the first byte of the body
     */
    record Body(long bytes, long crc, int lines, long firstByteNanos, long nanos) {}

    private interface Writer {
        void writeTo(SocketChannel server) throws IOException;
    }

    /** Reads the whole body of a response with the status 200 or 206. */
    Body get(String target, String headers) {
        return exchange("GET " + target + " HTTP/1.1\r\n" + headers, server -> {})
                .body();
    }

    /** Uploads a file into the account's own chat; returns the id of the message. */
    long upload(Path file, long maxBytes) {
        byte[] before = """
                --%1$s\r
                Content-Disposition: form-data; name="chat"\r
                \r
                me\r
                --%1$s\r
                Content-Disposition: form-data; name="max_bytes"\r
                \r
                %2$d\r
                --%1$s\r
                Content-Disposition: form-data; name="file"; filename="%3$s"\r
                Content-Type: application/octet-stream\r
                \r
                """.formatted(BOUNDARY, maxBytes, file.getFileName()).getBytes(StandardCharsets.UTF_8);
        byte[] after = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
        try {
            String head =
                    "POST /api/files HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=%s\r\nContent-Length: %d\r\n"
                            .formatted(BOUNDARY, before.length + Files.size(file) + after.length);
            Answer answer = exchange(head, server -> {
                write(server, before);
                try (FileChannel content = FileChannel.open(file)) {
                    for (long sent = 0; sent < content.size(); ) {
                        sent += content.transferTo(sent, content.size() - sent, server);
                    }
                }
                write(server, after);
            });
            return JsonMapper.shared().readTree(answer.text()).at("/result/id").asLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text of a short body */
    private record Answer(Body body, String text) {}

    private Answer exchange(String head, Writer body) {
        long start = System.nanoTime();
        try (SocketChannel server = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
            write(server, (head + "Host: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            body.writeTo(server);
            InputStream in = server.socket().getInputStream();
            String answer = head(in);
            long first = System.nanoTime() - start;
            if (!answer.startsWith("HTTP/1.1 20")) {
                throw new IllegalStateException(head + answer + new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            boolean hasLines = answer.contains("ndjson");
            byte[] buffer = new byte[BUFFER];
            CRC32 crc = new CRC32();
            StringBuilder text = new StringBuilder();
            long bytes = 0;
            int lines = 0;
            byte last = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
                for (int i = 0; hasLines && i < count; i++) {
                    lines += buffer[i] == '\n' && last != '\r' ? 1 : 0;
                    last = buffer[i];
                }
                if (bytes < BUFFER) {
                    text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
                bytes += count;
            }
            return new Answer(
                    new Body(bytes, crc.getValue(), lines, first, System.nanoTime() - start), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(SocketChannel server, byte[] bytes) throws IOException {
        for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
            int _ = server.write(left);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No response: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
