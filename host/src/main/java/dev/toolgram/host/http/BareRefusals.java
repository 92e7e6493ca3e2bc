package dev.toolgram.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * What Undertow cannot read as a request it refuses by itself, before any handler is asked: with a 400 that has no body,
 * and that nobody hears of. It is caught here on its way into the connection, and gets the body that every error has, an
 * id, and a line in the log.
 */
final class BareRefusals {

    private static final Pattern BARE = Pattern.compile("HTTP/1\\.[01] 400 ([^\r\n]*)\r\n.*", Pattern.DOTALL);
    private static final String USUAL_REASON = "Bad Request";
    /** Longer than any answer without a body; what is longer is not looked at. */
    private static final int MAX_BARE = 512;

    private final AccessLog access;

    BareRefusals(AccessLog access) {
        this.access = access;
    }

    /** Watches a connection that Undertow has not seen yet. */
    void watch(StreamConnection connection) {
        HeadWatch head = new HeadWatch(connection.getSourceChannel().getConduit());
        connection.getSourceChannel().setConduit(head);
        connection
                .getSinkChannel()
                .setConduit(new Sink(connection.getSinkChannel().getConduit(), head));
    }

    /** While it is open, an exchange is answered: what is written is a handler's answer, whatever it looks like. */
    @FunctionalInterface
    interface Answering {
        void close();
    }

    static Answering pauseFor(HttpServerExchange exchange) {
        if (exchange.getConnection() instanceof HttpServerConnection connection
                && connection.getOriginalSinkConduit() instanceof Sink sink) {
            sink.answering = true;
            return () -> sink.answering = false;
        }
        return () -> {};
    }

    private ByteBuffer answer(UnreadRequest request, boolean host) {
        String id = RequestTrace.freshId();
        byte[] body = Response.error(400, request.flaw(host), id).body();
        access.write(
                id,
                new AccessLog.Entry(
                        request.method(), request.path(), RequestListener.NO_DOOR, 400, body.length, Duration.ZERO));
        byte[] head = """
            HTTP/1.1 400 Bad Request\r
            Connection: close\r
            %s: %s\r
            Content-Type: application/json\r
            Content-Length: %d\r
            \r
            """.formatted(RequestTrace.HEADER, id, body.length).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
    }

    private final class Sink extends AbstractStreamSinkConduit<StreamSinkConduit> {

        private final HeadWatch head;
        private volatile boolean answering;
        private @Nullable ByteBuffer answer;

        Sink(StreamSinkConduit next, HeadWatch head) {
            super(next);
            this.head = head;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            String reason = answering ? null : bareReason(bytes);
            if (reason == null) {
                return super.write(bytes);
            }
            if (answer == null) {
                // Undertow's words for a bad Host are its reason phrase; for everything else it has the usual one.
                answer = answer(head.request(), !reason.equals(USUAL_REASON));
            }
            while (answer.hasRemaining() && super.write(answer) > 0) {
                // as long as there is room
            }
            if (answer.hasRemaining()) {
                return 0; // to be asked again with the same bytes
            }
            answer = null;
            int taken = bytes.remaining();
            bytes.position(bytes.limit());
            return taken;
        }

        /** The reason phrase of an answer that is a bare refusal; {@code null} when it is none. */
        private static @Nullable String bareReason(ByteBuffer bytes) {
            if (bytes.remaining() > MAX_BARE) {
                return null;
            }
            String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
            Matcher bare = BARE.matcher(text);
            return bare.matches()
                            && text.indexOf("\r\n\r\n") == text.length() - 4
                            && text.contains("\r\nContent-Length: 0\r\n")
                            && !text.contains(RequestTrace.HEADER)
                    ? bare.group(1)
                    : null;
        }
    }
}
