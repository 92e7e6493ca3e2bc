package dev.toolgram.host.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.ChannelListener;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices that the caller closes its connection while it is to wait for the answer. Otherwise nobody would: Undertow
 * does not read from a connection whose request is being answered.
 */
final class DisconnectMonitor implements Request.Watch, ChannelListener<ConduitStreamSourceChannel> {

    private final HttpServerConnection connection;
    private final Runnable listener;
    private boolean over;

    private DisconnectMonitor(HttpServerConnection connection, Runnable listener) {
        this.connection = connection;
        this.listener = listener;
    }

    static Request.Watch start(HttpServerExchange exchange, Runnable listener) {
        if (!(exchange.getConnection() instanceof HttpServerConnection connection)) {
            return () -> {};
        }
        DisconnectMonitor watch = new DisconnectMonitor(connection, listener);
        synchronized (watch) {
            if (connection.getExtraBytes() != null) {
                watch.over = true; // the next request is here already, so the end cannot be seen from here
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

    @Override
    public synchronized void close() {
        if (!over) {
            stop();
        }
    }

    private void stop() {
        over = true;
        connection.getOriginalSourceConduit().suspendReads();
    }
}
