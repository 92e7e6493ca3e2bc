package dev.toolgram.host.http;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Serves doors over HTTP. A request passes, in this order: its id, the gate that closes on shutdown, the origin, the
 * key, the router.
 */
public final class HttpServer implements AutoCloseable {

    /** How much of a body that is too large is still read, so that its sender gets to see why it was refused. */
    private static final long MAX_DRAINED = 64L * 1024 * 1024;

    private static final Duration BODY_PATIENCE = Duration.ofSeconds(30);
    private static final int HEAD_PATIENCE_MILLIS = 30_000;

    private final InetSocketAddress listen;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final DrainGate gate;
    private final Undertow undertow;

    /**
     * A server that does not listen yet.
     *
     * @param doors asked in this order; {@code /healthz} and {@code /readyz} come before them all
     */
    public HttpServer(HttpOptions options, List<? extends Door> doors) {
        this(options, doors, BODY_PATIENCE);
    }

    HttpServer(HttpOptions options, List<? extends Door> doors, Duration bodyPatience) {
        this.listen = options.listen();
        List<Door> all = Stream.concat(Stream.of(new HealthDoor(options.health(), this::isDraining)), doors.stream())
                .toList();
        HttpHandler router = new Router(all, threads);
        String key = options.key();
        HttpHandler guarded = new OriginCheck(
                key == null || key.isEmpty() ? router : new BearerCheck(key, options::needsKey, router));
        boolean exposed = !options.secured() && isLoopback(listen);
        this.gate = new DrainGate(exposed ? new LocalHostCheck(guarded) : guarded);
        this.undertow = Undertow.builder()
                .addHttpListener(listen.getPort(), listen.getHostString())
                // Undertow's own pool caches per thread, which virtual threads turn into a leak.
                .setByteBufferPool(new DefaultByteBufferPool(true, 16_384, 1024, 0))
                // Ours to decode, after the segments are split and without guessing what malformed UTF-8 means.
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_DRAINED)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEAD_PATIENCE_MILLIS)
                .setHandler(new RequestTrace(
                        options.listener(), new BodyDeadline(bodyPatience, Handlers.httpContinueRead(gate))))
                .build();
    }

    private static boolean isLoopback(InetSocketAddress address) {
        return address.getAddress() != null && address.getAddress().isLoopbackAddress();
    }

    /**
     * Starts to listen.
     *
     * @throws ListenException if the address is not to be had
     */
    public void start() {
        try {
            undertow.start();
        } catch (RuntimeException e) {
            throw new ListenException(listen, e);
        }
    }

    /** The port that is listened on; while the server runs. */
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /**
     * Refuses new requests and waits for those in flight. {@code /healthz} and {@code /readyz} go on answering.
     *
     * @return whether all were answered in time
     */
    public boolean drain(Duration patience) throws InterruptedException {
        return gate.drain(patience);
    }

    private boolean isDraining() {
        return gate.isDraining();
    }

    /** Stops to listen; what is still in flight is interrupted. */
    @Override
    public void close() {
        undertow.stop();
        threads.shutdownNow();
    }
}
