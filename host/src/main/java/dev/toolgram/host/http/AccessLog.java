package dev.toolgram.host.http;

import dev.toolgram.host.observe.RequestScope;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each finished request, without its query, which may hold private words, and notifies the listener. */
final class AccessLog {

    private static final Logger access = LoggerFactory.getLogger("access");
    private static final int MAX_SHOWN = 200;

    private final RequestListener listener;

    AccessLog(RequestListener listener) {
        this.listener = listener;
    }

    void write(RequestState state, HttpServerExchange exchange) {
        // Without a response the body was malformed or ended early, and Undertow closed the connection.
        int status = exchange.isResponseStarted() ? exchange.getStatusCode() : 400;
        write(
                state.id(),
                shortened(exchange.getRequestMethod().toString()),
                shortened(exchange.getRequestPath()),
                status,
                state.elapsedNanos(),
                exchange.getResponseBytesSent(),
                state.module());
    }

    /** Logs a request whose head could not be parsed: Undertow has answered 400, without a body. */
    void writeUnparsed() {
        write(RequestState.freshId(), "-", "-", 400, 0, 0, RequestListener.NO_MODULE);
    }

    private void write(String id, String method, String path, int status, long nanos, long bytes, String module) {
        listener.answered(module, status, Duration.ofNanos(nanos));
        if (!access.isInfoEnabled()) {
            return;
        }
        long millis = nanos / 1_000_000;
        try (var _ = RequestScope.of(id)) {
            access.atInfo()
                    .addKeyValue("method", method)
                    .addKeyValue("path", path)
                    .addKeyValue("status", status)
                    .addKeyValue("duration_ms", millis)
                    .addKeyValue("bytes", bytes)
                    .addKeyValue("door", module)
                    .log("{} {} {} {} ms {} bytes {}", method, path, status, millis, bytes, module);
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
