package dev.toolgram.host.mcp;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.json.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** JSON-RPC messages as server-sent events: each is with the client when {@link #send} returns. Not thread-safe. */
final class EventStream {

    /** After so much silence a comment is sent: proxies keep the connection, and a client that is gone is noticed. */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private static final String MEDIA_TYPE = "text/event-stream";

    private final OutputStream out;

    private EventStream(OutputStream out) {
        this.out = out;
    }

    /** Whether a client says in so many words that it understands events; a wildcard is curl's, not a listener's. */
    static boolean acceptedBy(Request request) {
        return request.headers("Accept").stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(MEDIA_TYPE::equals);
    }

    static Response response(Reply.Stream messages) {
        Response response = Response.stream(MEDIA_TYPE, out -> messages.writeTo(new EventStream(out)))
                .with("Cache-Control", "no-cache")
                // nginx would keep events back until there are enough of them.
                .with("X-Accel-Buffering", "no");
        return messages instanceof Reply.Endless ? response.endless() : response;
    }

    void send(ObjectNode message) throws IOException {
        write("event: message\ndata: " + StrictJson.text(message) + "\n\n");
    }

    void keepAlive() throws IOException {
        write(": keep-alive\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
