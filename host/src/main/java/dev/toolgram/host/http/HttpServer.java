package dev.toolgram.host.http;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Serves doors over HTTP. A request passes, in this order: its id, the gate that is closed while the host starts
 * and shuts down, the origin, the key or the host's name, the router.
 */
public final class HttpServer implements AutoCloseable {

    /** How much of a body that is too large is still read, so that its sender gets to see why it was refused. */
    private static final long MAX_DRAINED = 64L * 1024 * 1024;

    private static final Duration BODY_PATIENCE = Duration.ofSeconds(30);
    private static final int HEAD_PATIENCE_MILLIS = 30_000;

    private final InetSocketAddress listen;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final List<Door> doors;
    private final RequestGate gate;
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
        this.doors = Stream.concat(Stream.of(new HealthDoor(options.health(), this::obstacle)), doors.stream())
                .toList();
        HttpHandler router = new Router(this.doors, threads);
        String key = options.key();
        HttpHandler guarded =
                key == null || key.isEmpty() ? new HostCheck(router) : new BearerCheck(key, options::needsKey, router);
        this.gate = new RequestGate(new OriginCheck(guarded));
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

    /**
     * Listens and serves.
     *
     * @throws ListenException if the address is not to be had
     */
    public void start() {
        listen();
        open();
    }

    /**
     * Listens. Until it is {@linkplain #open opened} it answers {@code /healthz} and {@code /readyz}, and refuses
     * everything else because the host is starting.
     *
     * @throws ListenException if the address is not to be had
     */
    public void listen() {
        try {
            undertow.start();
        } catch (RuntimeException e) {
            throw new ListenException(listen, e);
        }
    }

    /** Serves from now on. */
    public void open() {
        gate.open();
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
        gate.shut();
        doors.forEach(Door::drain);
        return gate.awaitEmpty(patience);
    }

    private Optional<String> obstacle() {
        return gate.obstacle();
    }

    /** Stops to listen; what is still in flight is interrupted. */
    @Override
    public void close() {
        undertow.stop();
        threads.shutdownNow();
    }
}
