package dev.toolgram.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An admitted request, read in full. */
public final class Request {

    private static final Logger log = LoggerFactory.getLogger(Request.class);

    private final HttpServerExchange exchange;
    private final RequestPath path;
    private final Map<String, List<String>> query;
    private final byte[] body;
    private final @Nullable Form form;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile @Nullable DisconnectMonitor disconnectMonitor;

    Request(
            HttpServerExchange exchange,
            RequestPath path,
            Map<String, List<String>> query,
            byte[] body,
            @Nullable Form form) {
        this.exchange = exchange;
        this.path = path;
        this.query = query;
        this.body = body;
        this.form = form;
    }

    /** Waits for an event until it is closed; closing twice is allowed. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** The id in the response and in the log. */
    public String id() {
        return RequestState.of(exchange).id();
    }

    /** The name of the key that admitted it; {@code null} if none was needed. */
    public @Nullable String keyName() {
        return RequestState.of(exchange).keyName();
    }

    /** Whether it has this method; {@code HEAD} counts as {@code GET}. */
    public boolean isMethod(String method) {
        String sent = exchange.getRequestMethod().toString();
        return sent.equals(method) || sent.equals("HEAD") && method.equals("GET");
    }

    /** The decoded path. */
    public RequestPath path() {
        return path;
    }

    /** The decoded query parameters in the order of their first appearance, each with all its values. */
    public Map<String, List<String>> query() {
        return query;
    }

    /** The first header of this name, in any case; {@code null} if there is none. */
    public @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** All headers of this name, in any case. */
    public List<String> headers(String name) {
        HeaderValues values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    /** Whether it asks to become a {@link WebSocket}. */
    public boolean isWebSocketHandshake() {
        return "websocket".equalsIgnoreCase(header(Headers.UPGRADE_STRING))
                && header(Headers.SEC_WEB_SOCKET_KEY_STRING) != null;
    }

    /** The address at the other end of the connection, which may be a proxy's. */
    public String remoteAddress() {
        return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    /**
     * Calls a listener once, on a thread that must not block, if the caller closes its connection before the response
     * begins. A caller that only shuts down its sending side counts as disconnected.
     *
     * @return closed at the latest when the request is answered
     */
    public Watch onHangUp(Runnable listener) {
        DisconnectMonitor monitor = DisconnectMonitor.start(exchange, listener);
        disconnectMonitor = monitor;
        return monitor::close;
    }

    /**
     * Sends the response, from any thread. Only the first response is sent; the others are ignored. Blocks while a
     * streamed body is written, and never for one that is complete.
     *
     * @return whether it was the first
     */
    public boolean answer(Response response) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        DisconnectMonitor monitor = disconnectMonitor;
        // A streamed response may be ended by its caller's disconnect.
        if (monitor != null && response.writer() == null) {
            monitor.close();
        }
        try {
            ResponseSender.sendBlocking(exchange, response);
        } catch (RuntimeException e) {
            log.error("Request failed", e);
            ResponseSender.refuse(exchange, 500, "Internal error");
        }
        return true;
    }

    /** The body, if it is a form; otherwise {@code null}. */
    public @Nullable Form form() {
        return form;
    }

    /** The body, empty if there was none or it is a form; not to be changed. */
    public byte[] body() {
        return body;
    }
}
