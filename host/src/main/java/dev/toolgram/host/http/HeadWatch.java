package dev.toolgram.host.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Remembers where Undertow has what it read last, in case that it cannot make a request of it. */
final class HeadWatch extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private static final String END = "\r\n\r\n";

    private @Nullable ByteBuffer buffer;
    private int from;
    private int to;

    HeadWatch(StreamSourceConduit next) {
        super(next);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        int before = bytes.position();
        int read = super.read(bytes);
        if (read > 0) {
            buffer = bytes;
            from = before;
            to = bytes.position();
        }
        return read;
    }

    /**
     * The request that Undertow is about to refuse, as far as it came in one piece. Only to be asked in that moment:
     * soon the buffer has other things in it. Its position is where Undertow has stopped to read.
     */
    UnreadRequest request() {
        ByteBuffer bytes = buffer;
        if (bytes == null || bytes.position() < from || bytes.position() > to || bytes.capacity() < to) {
            return UnreadRequest.of("");
        }
        String text = StandardCharsets.ISO_8859_1
                .decode(bytes.duplicate().clear().position(from).limit(to))
                .toString();
        // Other requests may have come before it.
        int end = text.lastIndexOf(END, bytes.position() - from - END.length() - 1);
        return UnreadRequest.of(end < 0 ? text : text.substring(end + END.length()));
    }
}
