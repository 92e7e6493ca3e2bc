package dev.toolgram.host.http;

import dev.toolgram.host.log.RequestScope;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a request its id, and when it is over, a line in the log: without the query, which may hold private words. */
final class RequestTrace implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(RequestTrace.class);
    private static final Logger access = LoggerFactory.getLogger("access");
    private static final HttpString HEADER = new HttpString("X-Request-Id");
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final int MAX_SHOWN = 200;

    private final RequestListener listener;
    private final HttpHandler next;

    RequestTrace(RequestListener listener, HttpHandler next) {
        this.listener = listener;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String id = id(exchange.getRequestHeaders().getFirst(HEADER));
        exchange.putAttachment(Exchanges.REQUEST_ID, id);
        exchange.getResponseHeaders().put(HEADER, id);
        long start = System.nanoTime();
        exchange.addExchangeCompleteListener((done, others) -> {
            try {
                ended(done, id, Duration.ofNanos(System.nanoTime() - start));
            } finally {
                others.proceed();
            }
        });
        try (var _ = RequestScope.of(id)) {
            next.handleRequest(exchange);
        } catch (Exception e) {
            log.error("The request failed", e);
            Exchanges.refuse(exchange, 500, "Internal error");
        }
    }

    private void ended(HttpServerExchange exchange, String id, Duration time) {
        String door = Exchanges.door(exchange);
        listener.answered(door, exchange.getStatusCode(), time);
        if (!access.isInfoEnabled()) {
            return;
        }
        String method = shown(exchange.getRequestMethod().toString());
        String path = shown(exchange.getRequestPath());
        try (var _ = RequestScope.of(id)) {
            access.atInfo()
                    .addKeyValue("method", method)
                    .addKeyValue("path", path)
                    .addKeyValue("status", exchange.getStatusCode())
                    .addKeyValue("duration_ms", time.toMillis())
                    .addKeyValue("bytes", exchange.getResponseBytesSent())
                    .addKeyValue("door", door)
                    .log(
                            "{} {} {} {} ms {} bytes {}",
                            method,
                            path,
                            exchange.getStatusCode(),
                            time.toMillis(),
                            exchange.getResponseBytesSent(),
                            door);
        }
    }

    /** A caller may send what it likes; the log need not hold all of it. */
    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    /** The caller's own id, so that it finds its request in our log, unless it could forge a line there. */
    private static String id(@Nullable String incoming) {
        return incoming != null && ACCEPTABLE.matcher(incoming).matches()
                ? incoming
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
    }
}
