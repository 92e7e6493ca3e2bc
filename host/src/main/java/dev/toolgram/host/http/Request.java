package dev.toolgram.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request that has passed the gate, read in full. */
public final class Request {

    private final HttpServerExchange exchange;
    private final Map<String, List<String>> query;
    private final byte[] body;
    private final AtomicBoolean answered = new AtomicBoolean();

    Request(HttpServerExchange exchange, Map<String, List<String>> query, byte[] body) {
        this.exchange = exchange;
        this.query = query;
        this.body = body;
    }

    /** Waits for something until it is closed; closing twice is allowed. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** What the caller sees in the answer and the operator in the log. */
    public String id() {
        return Exchanges.requestId(exchange);
    }

    /** The decoded query parameters in the order of their first appearance, each with all its values. */
    public Map<String, List<String>> query() {
        return query;
    }

    /** The first header of this name, in whatever case; {@code null} when there is none. */
    public @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** All headers of this name, in whatever case. */
    public List<String> headers(String name) {
        HeaderValues values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    /** The address at the other end of the connection, which may be a proxy's. */
    public String remoteAddress() {
        return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    /**
     * Calls a listener once, on a thread that must not block, if the caller closes its connection before the answer
     * begins. A caller that only says that it has nothing more to send counts as one that has left.
     *
     * @return to be closed before the request is answered
     */
    public Watch onHangUp(Runnable listener) {
        return DisconnectMonitor.start(exchange, listener);
    }

    /**
     * Sends the response, from any thread. Only the first one counts; the others are ignored. Blocks while a streamed
     * body is written, and never for one that is complete.
     */
    public void answer(Response response) {
        if (answered.compareAndSet(false, true)) {
            Exchanges.sendBlocking(exchange, response);
        }
    }

    /** The body, empty when there was none. Not copied: leave it as it is. */
    public byte[] body() {
        return body;
    }
}
