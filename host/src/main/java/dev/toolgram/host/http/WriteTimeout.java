package dev.toolgram.host.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Ends a connection whose other end takes nothing of an answer any more: it would hold its thread, and what the answer
 * is read from, until it goes away. Undertow's own limit also ends connections on which nobody wanted to write for a
 * while.
 */
final class WriteTimeout extends AbstractStreamSinkConduit<StreamSinkConduit> {

    private final StreamConnection connection;
    private final Duration patience;
    private XnioExecutor.@Nullable Key timer;

    private WriteTimeout(StreamConnection connection, Duration patience) {
        super(connection.getSinkChannel().getConduit());
        this.connection = connection;
        this.patience = patience;
    }

    static void limit(StreamConnection connection, Duration patience) {
        connection.getSinkChannel().setConduit(new WriteTimeout(connection, patience));
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

    @Override
    public long transferFrom(FileChannel file, long position, long count) throws IOException {
        return watched(count > 0, super.transferFrom(file, position, count));
    }

    @Override
    public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through) throws IOException {
        long taken = super.transferFrom(source, count, through);
        // Without a rest nothing was refused: the source had no more.
        return watched(through.hasRemaining(), taken);
    }

    private synchronized long watched(boolean wanted, long taken) {
        if (taken > 0 && timer != null) {
            timer.remove();
            timer = null;
        } else if (taken == 0 && wanted && timer == null) {
            try {
                timer = connection
                        .getIoThread()
                        .executeAfter(() -> IoUtils.safeClose(connection), patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                IoUtils.safeClose(connection); // the server stops at this very moment
            }
        }
        return taken;
    }
}
