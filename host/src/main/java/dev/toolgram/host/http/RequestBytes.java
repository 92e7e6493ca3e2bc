package dev.toolgram.host.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * The receiving side of one connection, below Undertow: checks the framing of chunked bodies, which Undertow misjudges,
 * and skips an empty line before a request, which it would refuse (RFC 9112, section 2.2). Used on the I/O thread only.
 */
final class RequestBytes extends AbstractStreamSourceConduit<StreamSourceConduit> {

    /** The rest of an empty line that may come next. */
    private String emptyLine = "\r\n";

    private @Nullable ChunkFraming framing;
    private Runnable onMalformed = () -> {};
    private long count;

    RequestBytes(StreamSourceConduit next) {
        super(next);
    }

    /**
     * Checks a chunked body from here on.
     *
     * @param started what has checked the bytes that came with the request's head
     * @param refuse refuses the request and closes the connection; called once, and Undertow reads nothing more
     */
    void check(ChunkFraming started, Runnable refuse) {
        framing = started.isComplete() ? null : started;
        onMalformed = refuse;
    }

    /** Skips an empty line that the client has sent after a request, or will send. */
    void requestEnded(HttpServerConnection connection) {
        emptyLine = "\r\n";
        PooledByteBuffer arrived = connection.getExtraBytes();
        if (arrived != null && skipEmptyLine(arrived.getBuffer())) {
            connection.setExtraBytes(null);
            arrived.close();
        }
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        if (super.read(bytes) < 0) {
            return -1;
        }
        ByteBuffer arrived = bytes.duplicate().flip().position(start);
        if (framing != null) {
            if (!framing.accepts(arrived)) {
                onMalformed.run();
                onMalformed = () -> {};
                bytes.position(start);
            } else if (framing.isComplete()) {
                framing = null;
            }
        } else if (arrived.hasRemaining() && !emptyLine.isEmpty()) {
            boolean _ = skipEmptyLine(arrived);
            bytes.position(start).put(arrived);
        }
        count += bytes.position() - start;
        return bytes.position() - start;
    }

    /** The number of bytes that have arrived. */
    long count() {
        return count;
    }

    /** Returns whether nothing is left. */
    private boolean skipEmptyLine(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !emptyLine.isEmpty()) {
            boolean next = bytes.get(bytes.position()) == emptyLine.charAt(0);
            bytes.position(bytes.position() + (next ? 1 : 0));
            emptyLine = next ? emptyLine.substring(1) : "";
        }
        return !bytes.hasRemaining();
    }
}
