package dev.toolgram.host.http;

import dev.toolgram.host.config.HttpConfig;
import dev.toolgram.host.config.KeyCheck;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Serves modules over HTTP. A request passes, in this order: its id, the gate that is closed while the host starts
 * and shuts down, the origin, the key or the host's name, the router.
 */
public final class HttpServer implements AutoCloseable {

    private final InetSocketAddress listen;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final List<HttpModule> modules;
    private final RequestGate gate;
    private final Acceptor acceptor;

    /** The most requests that may stay open to wait, for example for events, so that others are still accepted. */
    public static int maxWaiting() {
        return Limits.DEFAULT.maxConnections() / 2;
    }

    /**
     * A server that does not listen yet.
     *
     * @param listener observes every request
     * @param modules asked in this order for what is at no fixed path
     */
    public HttpServer(HttpConfig config, Health health, RequestListener listener, List<? extends HttpModule> modules) {
        this(config, health, listener, modules, Map::of);
    }

    /**
     * As {@link #HttpServer(HttpConfig, Health, RequestListener, List)}.
     *
     * @param apiHeaders headers of every response below {@code /api/} to a caller with the key; must not block
     */
    public HttpServer(
            HttpConfig config,
            Health health,
            RequestListener listener,
            List<? extends HttpModule> modules,
            Supplier<Map<String, String>> apiHeaders) {
        this(config, health, listener, modules, apiHeaders, Limits.DEFAULT);
    }

    /** As above, with keys that may change. */
    public HttpServer(
            HttpConfig config,
            KeyCheck keys,
            Health health,
            RequestListener listener,
            List<? extends HttpModule> modules,
            Supplier<Map<String, String>> apiHeaders) {
        this(config, keys, health, listener, modules, apiHeaders, Limits.DEFAULT);
    }

    HttpServer(
            HttpConfig config,
            Health health,
            RequestListener listener,
            List<? extends HttpModule> modules,
            Supplier<Map<String, String>> apiHeaders,
            Limits limits) {
        this(config, KeyCheck.of(config.authKey()), health, listener, modules, apiHeaders, limits);
    }

    private HttpServer(
            HttpConfig config,
            KeyCheck keys,
            Health health,
            RequestListener listener,
            List<? extends HttpModule> modules,
            Supplier<Map<String, String>> apiHeaders,
            Limits limits) {
        this.listen = config.listenAddress();
        this.modules = Stream.concat(Stream.of(new HealthEndpoints(health, () -> gate().obstacle())), modules.stream())
                .toList();
        HttpHandler router = new ApiHeaders(apiHeaders, new Router(this.modules, threads));
        HttpHandler withKey = new BearerCheck(keys, config::isOpen, router);
        HttpHandler withoutKey = new HostCheck(config.allowedHosts(), router);
        HttpHandler guarded = exchange -> (keys.isRequired() ? withKey : withoutKey).handleRequest(exchange);
        this.gate = new RequestGate(new OriginCheck(config.allowedOrigins(), guarded));
        HttpHandler framed = new FramingCheck(new BodyTimeout(limits.bodyTimeout(), Handlers.httpContinueRead(gate)));
        AccessLog access = new AccessLog(listener);
        this.acceptor = new Acceptor(new RequestTrace(access, framed), access::writeUnparsed, limits);
    }

    private RequestGate gate() {
        return gate;
    }

    /**
     * Listens and serves.
     *
     * @throws ListenException if the address cannot be listened on
     */
    public void start() {
        listen();
        open();
    }

    /**
     * Listens. Until it is {@linkplain #open opened} it answers {@code /healthz} and {@code /readyz}, and refuses
     * everything else because the host is starting.
     *
     * @throws ListenException if the address cannot be listened on
     */
    public void listen() {
        try {
            acceptor.start(listen);
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
        return acceptor.port();
    }

    /**
     * Refuses new requests and waits for those in flight. {@code /healthz} and {@code /readyz} go on answering.
     *
     * @return whether all were answered in time
     */
    public boolean drain(Duration patience) throws InterruptedException {
        gate.shut();
        modules.forEach(HttpModule::drain);
        return gate.awaitEmpty(patience);
    }

    /** Stops listening and interrupts the requests in flight. */
    @Override
    public void close() {
        acceptor.close();
        threads.shutdownNow();
    }
}
