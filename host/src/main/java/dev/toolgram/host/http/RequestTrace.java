package dev.toolgram.host.http;

import dev.toolgram.host.observe.RequestScope;
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

/** Gives a request its id, and when it is over, a line in the log. */
final class RequestTrace implements HttpHandler {

    static final String HEADER = "X-Request-Id";

    private static final Logger log = LoggerFactory.getLogger(RequestTrace.class);
    private static final HttpString HEADER_NAME = new HttpString(HEADER);
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final AccessLog access;
    private final HttpHandler next;

    RequestTrace(AccessLog access, HttpHandler next) {
        this.access = access;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        BareRefusals.Answering answering = BareRefusals.pauseFor(exchange);
        String id = id(exchange.getRequestHeaders().getFirst(HEADER_NAME));
        exchange.putAttachment(Exchanges.REQUEST_ID, id);
        exchange.getResponseHeaders().put(HEADER_NAME, id);
        long start = System.nanoTime();
        exchange.addExchangeCompleteListener((done, others) -> {
            try {
                answering.close();
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
        access.write(
                id,
                new AccessLog.Entry(
                        exchange.getRequestMethod().toString(),
                        exchange.getRequestPath(),
                        Exchanges.door(exchange),
                        exchange.getStatusCode(),
                        exchange.getResponseBytesSent(),
                        time));
    }

    /** The caller's own id, so that it finds its request in our log, unless it could forge a line there. */
    private static String id(@Nullable String incoming) {
        return incoming != null && ACCEPTABLE.matcher(incoming).matches() ? incoming : freshId();
    }

    static String freshId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
    }
}
