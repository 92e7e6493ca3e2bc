package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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

    private final HttpHandler next;

    RequestTrace(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String id = id(exchange.getRequestHeaders().getFirst(HEADER));
        exchange.putAttachment(Exchanges.REQUEST_ID, id);
        exchange.getResponseHeaders().put(HEADER, id);
        long start = System.nanoTime();
        exchange.addExchangeCompleteListener((done, others) -> {
            access.info(
                    "{} {} {} {} ms {}",
                    done.getRequestMethod(),
                    done.getRequestPath(),
                    done.getStatusCode(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                    id);
            others.proceed();
        });
        try {
            next.handleRequest(exchange);
        } catch (Exception e) {
            log.error("{} failed", id, e);
            Exchanges.refuse(exchange, 500, "Internal error");
        }
    }

    /** The caller's own id, so that it finds its request in our log, unless it could forge a line there. */
    private static String id(@Nullable String incoming) {
        return incoming != null && ACCEPTABLE.matcher(incoming).matches()
                ? incoming
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
    }
}
