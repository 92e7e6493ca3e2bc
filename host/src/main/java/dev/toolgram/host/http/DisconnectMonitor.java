package dev.toolgram.host.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.ChannelListener;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** Detects that a caller disconnects while its request is handled; Undertow does not read from the connection then. */
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
            if (connection.getExtraBytes() != null) {
                watch.over = true; // the next request has arrived, so the end of the connection cannot be read
            } else {
                connection.getChannel().getSourceChannel().setReadListener(watch);
                connection.getOriginalSourceConduit().resumeReads();
            }
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
        PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        int read;
        try {
            read = connection.getOriginalSourceConduit().read(pooled.getBuffer());
        } catch (IOException e) {
            read = -1;
        }
        if (read > 0) {
            // The beginning of the next request: Undertow continues with it when this one is answered.
            pooled.getBuffer().flip();
            connection.ungetRequestBytes(pooled);
        } else {
            pooled.close();
        }
        if (read != 0) {
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
