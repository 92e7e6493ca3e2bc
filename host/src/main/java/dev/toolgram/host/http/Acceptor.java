package dev.toolgram.host.http;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Accepts connections, limits how many are open, and hands them to Undertow. Undertow's builder has no hook where a
 * connection is accepted, so it can neither close an idle connection to make room nor time out a slow reader.
 */
final class Acceptor implements AutoCloseable {

    private static final int IO_THREADS = Math.max(Runtime.getRuntime().availableProcessors(), 2);
    private static final OptionMap HTTP = OptionMap.builder()
            // A response that is held back for the next pipelined request is lost when that one cannot be parsed.
            .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
            // Decoded after the segments are split, and strictly.
            .set(UndertowOptions.DECODE_URL, false)
            .set(UndertowOptions.MAX_ENTITY_SIZE, Limits.MAX_DRAINED)
            .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, 30_000)
            .set(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
            .getMap();

    private final HttpHandler root;
    private final Runnable onUnparsed;
    private final Limits limits;
    private @Nullable XnioWorker worker;
    private @Nullable AcceptingChannel<? extends StreamConnection> channel;

    /**
     * An acceptor that does not listen yet.
     *
     * @param onUnparsed called for each request that Undertow refuses with 400 before it reaches {@code root}
     */
    Acceptor(HttpHandler root, Runnable onUnparsed, Limits limits) {
        this.root = root;
        this.onUnparsed = onUnparsed;
        this.limits = limits;
    }

    void start(InetSocketAddress address) throws IOException {
        // Undertow's default pool caches per thread, which leaks with virtual threads.
        HttpOpenListener undertow = new HttpOpenListener(new DefaultByteBufferPool(true, 16_384, 1024, 0), HTTP);
        undertow.setRootHandler(root);
        ConnectionLimit connections = new ConnectionLimit(limits.maxConnections());
        ChannelListener<StreamConnection> accepted = connection -> {
            if (connections.admit(ClientConnection.wrap(connection, limits.writeTimeout(), onUnparsed))) {
                undertow.handleEvent(connection);
            } else {
                IoUtils.safeClose(connection);
            }
        };
        OptionMap options = OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, IO_THREADS)
                .set(Options.WORKER_TASK_CORE_THREADS, 1)
                .set(Options.WORKER_TASK_MAX_THREADS, IO_THREADS)
                .set(Options.TCP_NODELAY, true)
                .set(Options.CORK, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BALANCING_TOKENS, 1)
                .set(Options.BALANCING_CONNECTIONS, 2)
                .set(Options.BACKLOG, 1000)
                .getMap();
        XnioWorker threads = Xnio.getInstance(Acceptor.class.getClassLoader()).createWorker(options);
        worker = threads;
        channel =
                threads.createStreamConnectionServer(address, ChannelListeners.openListenerAdapter(accepted), options);
        channel.resumeAccepts();
    }

    /** The port of the address; once started. */
    int port() {
        return ((InetSocketAddress)
                        Objects.requireNonNull(channel, "not started").getLocalAddress())
                .getPort();
    }

    /** Closes every connection. */
    @Override
    public void close() {
        IoUtils.safeClose(channel);
        XnioWorker threads = worker;
        worker = null;
        if (threads != null) {
            threads.shutdown();
            try {
                if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                    threads.shutdownNow();
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}
