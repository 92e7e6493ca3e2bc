package dev.toolgram.host.http;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import java.io.IOException;
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
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(60);

    private final InetSocketAddress listen;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final List<HttpModule> doors;
    private final RequestGate gate;
    private final HttpListener listener;

    /**
     * A server that does not listen yet.
     *
     * @param doors asked in this order; {@code /healthz} and {@code /readyz} come before them all
     */
    public HttpServer(HttpOptions options, List<? extends HttpModule> doors) {
        this(options, doors, BODY_PATIENCE, ANSWER_PATIENCE);
    }

    HttpServer(HttpOptions options, List<? extends HttpModule> doors, Duration bodyPatience, Duration answerPatience) {
        this.listen = options.listen();
        this.doors = Stream.concat(Stream.of(new HealthEndpoints(options.health(), this::obstacle)), doors.stream())
                .toList();
        HttpHandler router = new Router(this.doors, threads);
        String key = options.key();
        HttpHandler guarded =
                key == null || key.isEmpty() ? new HostCheck(router) : new BearerCheck(key, options::needsKey, router);
        this.gate = new RequestGate(new OriginCheck(guarded));
        AccessLog access = new AccessLog(options.listener());
        this.listener = new HttpListener(
                new RequestTrace(access, new BodyTimeout(bodyPatience, Handlers.httpContinueRead(gate))),
                MAX_DRAINED,
                answerPatience,
                new BareRefusals(access));
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
            listener.start(listen);
        } catch (IOException | RuntimeException e) {
            throw new ListenException(listen, e);
        }
    }

    /** Serves from now on. */
    public void open() {
        gate.open();
    }

    /** The port that is listened on; while the server runs. */
    public int port() {
        return listener.port();
    }

    /**
     * Refuses new requests and waits for those in flight. {@code /healthz} and {@code /readyz} go on answering.
     *
     * @return whether all were answered in time
     */
    public boolean drain(Duration patience) throws InterruptedException {
        gate.shut();
        doors.forEach(HttpModule::drain);
        return gate.awaitEmpty(patience);
    }

    private Optional<String> obstacle() {
        return gate.obstacle();
    }

    /** Stops to listen; what is still in flight is interrupted. */
    @Override
    public void close() {
        listener.close();
        threads.shutdownNow();
    }
}
