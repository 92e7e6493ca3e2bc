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
        long nanos = state.elapsedNanos();
        // Without a response the body was malformed or ended early, and Undertow closed the connection.
        int status = exchange.isResponseStarted() ? exchange.getStatusCode() : 400;
        listener.answered(state.module(), status, Duration.ofNanos(nanos));
        if (!access.isInfoEnabled()) {
            return;
        }
        String method = shortened(exchange.getRequestMethod().toString());
        String path = shortened(exchange.getRequestPath());
        long millis = nanos / 1_000_000;
        long bytes = exchange.getResponseBytesSent();
        try (var _ = RequestScope.of(state.id())) {
            access.atInfo()
                    .addKeyValue("method", method)
                    .addKeyValue("path", path)
                    .addKeyValue("status", status)
                    .addKeyValue("duration_ms", millis)
                    .addKeyValue("bytes", bytes)
                    .addKeyValue("door", state.module())
                    .log("{} {} {} {} ms {} bytes {}", method, path, status, millis, bytes, state.module());
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
