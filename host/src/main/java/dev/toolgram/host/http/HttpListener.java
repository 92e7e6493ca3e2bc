package dev.toolgram.host.http;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
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
 * Accepts connections and has Undertow speak HTTP on them. Undertow's own builder does the same, but lets nobody near a
 * connection before Undertow has it.
 */
final class HttpListener implements AutoCloseable {

    private static final int IO_THREADS = Math.max(Runtime.getRuntime().availableProcessors(), 2);
    private static final int HEAD_PATIENCE_MILLIS = 30_000;
    private static final int IDLE_PATIENCE_MILLIS = 60_000;

    private final HttpHandler root;
    private final long maxBody;
    private final Duration writePatience;
    private final BareRefusals refusals;
    private @Nullable XnioWorker worker;
    private @Nullable AcceptingChannel<? extends StreamConnection> channel;

    /**
     * A listener that does not listen yet.
     *
     * @param maxBody how much of a body is read at most, be it only to throw it away
     * @param writePatience how long the other end of a connection may take nothing of an answer
     */
    HttpListener(HttpHandler root, long maxBody, Duration writePatience, BareRefusals refusals) {
        this.root = root;
        this.maxBody = maxBody;
        this.writePatience = writePatience;
        this.refusals = refusals;
    }

    void start(InetSocketAddress address) throws IOException {
        OptionMap http = OptionMap.builder()
                // Answers held back for the next request are lost when that one cannot be read.
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
                // Ours to decode, after the segments are split and without guessing what malformed UTF-8 means.
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.MAX_ENTITY_SIZE, maxBody)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEAD_PATIENCE_MILLIS)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_PATIENCE_MILLIS)
                .getMap();
        // Undertow's own pool caches per thread, which virtual threads turn into a leak.
        HttpOpenListener undertow = new HttpOpenListener(new DefaultByteBufferPool(true, 16_384, 1024, 0), http);
        undertow.setRootHandler(root);
        ChannelListener<StreamConnection> accepted = connection -> {
            WriteTimeout.limit(connection, writePatience);
            refusals.watch(connection);
            undertow.handleEvent(connection);
        };
        XnioWorker threads = Xnio.getInstance(HttpListener.class.getClassLoader())
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, IO_THREADS)
                        .set(Options.WORKER_TASK_CORE_THREADS, 1)
                        .set(Options.WORKER_TASK_MAX_THREADS, IO_THREADS)
                        .set(Options.TCP_NODELAY, true)
                        .set(Options.CORK, true)
                        .getMap());
        worker = threads;
        channel = threads.createStreamConnectionServer(
                address,
                ChannelListeners.openListenerAdapter(accepted),
                OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, IO_THREADS)
                        .set(Options.TCP_NODELAY, true)
                        .set(Options.REUSE_ADDRESSES, true)
                        .set(Options.BALANCING_TOKENS, 1)
                        .set(Options.BALANCING_CONNECTIONS, 2)
                        .set(Options.BACKLOG, 1000)
                        .getMap());
        channel.resumeAccepts();
    }

    /** The port that is listened on; once started. */
    int port() {
        return ((InetSocketAddress)
                        Objects.requireNonNull(channel, "not started").getLocalAddress())
                .getPort();
    }

    /** Ends every connection. */
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
