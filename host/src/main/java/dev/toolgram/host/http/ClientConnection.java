package dev.toolgram.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * One connection, as its sending side: knows whether a request is in flight, reports the responses to none, and closes
 * the connection when the client accepts no byte of a response for too long. Undertow's WRITE_TIMEOUT would also end
 * connections on which nothing was to be written for that long.
 */
final class ClientConnection extends AbstractStreamSinkConduit<StreamSinkConduit> {

    private final StreamConnection connection;
    private final RequestBytes received;
    private final Duration writeTimeout;
    private final Runnable onUnparsed;
    private boolean unparsed;
    private XnioExecutor.@Nullable Key timer;
    private volatile boolean busy;
    private volatile boolean isUpgraded;
    private volatile long idleSince = System.nanoTime();

    private ClientConnection(StreamConnection connection, Duration writeTimeout, Runnable onUnparsed) {
        super(connection.getSinkChannel().getConduit());
        this.connection = connection;
        this.received = new RequestBytes(connection.getSourceChannel().getConduit());
        this.writeTimeout = writeTimeout;
        this.onUnparsed = onUnparsed;
    }

    /**
     * Wraps a connection that Undertow has not seen yet.
     *
     * @param onUnparsed called when Undertow answers 400 to a head that it cannot parse. It has no other hook for that:
     *     it writes without an exchange, and closes the connection
     */
    static ClientConnection wrap(StreamConnection connection, Duration writeTimeout, Runnable onUnparsed) {
        ClientConnection wrapped = new ClientConnection(connection, writeTimeout, onUnparsed);
        connection.getSinkChannel().setConduit(wrapped);
        connection.getSourceChannel().setConduit(wrapped.received);
        return wrapped;
    }

    static ClientConnection of(HttpServerExchange exchange) {
        return (ClientConnection) ((HttpServerConnection) exchange.getConnection()).getOriginalSinkConduit();
    }

    RequestBytes received() {
        return received;
    }

    void requestStarted() {
        busy = true;
    }

    /** The connection serves one client to its end, no more requests. */
    void upgraded() {
        isUpgraded = true;
    }

    void requestEnded(HttpServerExchange exchange) {
        received.requestEnded((HttpServerConnection) exchange.getConnection());
        idleSince = System.nanoTime();
        busy = isUpgraded;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    boolean isIdle() {
        return !busy;
    }

    long idleSince() {
        return idleSince;
    }

    void close() {
        IoUtils.safeClose(connection);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        boolean any = bytes.hasRemaining();
        return (int) watched(any, super.write(bytes));
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
        return watched(true, super.write(bytes, offset, length));
    }

    @Override
    public int writeFinal(ByteBuffer bytes) throws IOException {
        boolean any = bytes.hasRemaining();
        return (int) watched(any, super.writeFinal(bytes));
    }

    @Override
    public long writeFinal(ByteBuffer[] bytes, int offset, int length) throws IOException {
        return watched(true, super.writeFinal(bytes, offset, length));
    }

    private synchronized long watched(boolean wanted, long taken) {
        if (taken > 0 && !busy && !unparsed) {
            unparsed = true;
            onUnparsed.run();
        }
        if (taken > 0 && timer != null) {
            timer.remove();
            timer = null;
        } else if (taken == 0 && wanted && timer == null) {
            try {
                timer = connection
                        .getIoThread()
                        .executeAfter(this::close, writeTimeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                close(); // the server is stopping
            }
        }
        return taken;
    }
}
