package dev.toolgram.host.mcp.wire;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** JSON-RPC messages as server-sent events, flushed one by one. Not thread-safe. */
public final class EventStream {

    /** A comment after this much silence keeps proxies from closing the connection, and detects a disconnected client. */
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /** The media type of the stream. */
    public static final String MEDIA_TYPE = "text/event-stream";

    private final OutputStream out;

    /** A stream in the body of a response. */
    public EventStream(OutputStream out) {
        this.out = out;
    }

    /** Whether a request accepts events by name: a wildcard does not count, because curl sends it. */
    public static boolean acceptedBy(Request request) {
        return request.headers("Accept").stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(MEDIA_TYPE::equals);
    }

    /**
     * Sends a message.
     *
     * @throws IOException if the client has disconnected
     */
    public void send(ObjectNode message) throws IOException {
        write("event: message\ndata: " + StrictJson.text(message) + "\n\n");
    }

    /**
     * Sends a comment.
     *
     * @throws IOException if the client has disconnected
     */
    public void keepAlive() throws IOException {
        write(": keep-alive\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
