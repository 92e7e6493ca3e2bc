package dev.toolgram.host.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.ChannelListener;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Detects that a caller disconnects while its request is handled; Undertow does not read from the connection then. Also
 * behind the next requests on the connection, up to a buffer of them.
 */
final class DisconnectMonitor implements ChannelListener<ConduitStreamSourceChannel> {

    private final HttpServerConnection connection;
    private final Runnable listener;
    private boolean over;

    private DisconnectMonitor(HttpServerConnection connection, Runnable listener) {
        this.connection = connection;
        this.listener = listener;
    }

    static DisconnectMonitor start(HttpServerExchange exchange, Runnable listener) {
        HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
        DisconnectMonitor watch = new DisconnectMonitor(connection, listener);
        synchronized (watch) {
            connection.getChannel().getSourceChannel().setReadListener(watch);
            connection.getOriginalSourceConduit().resumeReads();
        }
        return watch;
    }

    /** On the I/O thread, when there is something to read or nothing more to come. */
    @Override
    public void handleEvent(ConduitStreamSourceChannel channel) {
        if (readsTheEnd()) {
            listener.run();
        }
    }

    private synchronized boolean readsTheEnd() {
        if (over) {
            return false;
        }
        PooledByteBuffer arrived = connection.getExtraBytes();
        PooledByteBuffer pooled =
                arrived == null ? connection.getByteBufferPool().allocate() : arrived;
        ByteBuffer bytes = pooled.getBuffer();
        if (arrived != null) {
            bytes.compact();
        }
        boolean isFull = !bytes.hasRemaining();
        int read;
        try {
            read = isFull ? 0 : connection.getOriginalSourceConduit().read(bytes);
        } catch (IOException e) {
            read = -1;
        }
        bytes.flip();
        if (bytes.hasRemaining()) {
            connection.setExtraBytes(
                    pooled); // of the next request: Undertow continues with it when this one is answered
        } else {
            connection.setExtraBytes(null);
            pooled.close();
        }
        if (read < 0 || isFull) {
            stop();
        }
        return read < 0;
    }

    /** Ends the monitoring; closing twice is allowed. */
    synchronized void close() {
        if (!over) {
            stop();
        }
    }

    private void stop() {
        over = true;
        connection.getOriginalSourceConduit().suspendReads();
    }
}
