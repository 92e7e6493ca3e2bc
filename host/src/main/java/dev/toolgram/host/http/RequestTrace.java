package dev.toolgram.host.http;

import dev.toolgram.host.observe.RequestScope;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first handler: gives a request its id, and logs it when it is over. */
final class RequestTrace implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(RequestTrace.class);
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");

    private final AccessLog access;
    private final HttpHandler next;

    RequestTrace(AccessLog access, HttpHandler next) {
        this.access = access;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        RequestState state =
                RequestState.attach(exchange, exchange.getRequestHeaders().getFirst(REQUEST_ID));
        exchange.getResponseHeaders().put(REQUEST_ID, state.id());
        ClientConnection connection = ClientConnection.of(exchange);
        connection.requestStarted();
        exchange.addExchangeCompleteListener((done, others) -> {
            connection.requestEnded(done);
            try {
                others.proceed(); // first: meanwhile the I/O thread may spin, with the client's next request in hand
            } finally {
                access.write(state, done);
            }
        });
        try {
            next.handleRequest(exchange);
        } catch (Exception e) {
            try (var _ = RequestScope.of(state.id())) {
                log.error("Request failed", e);
            }
            ResponseSender.refuse(exchange, 500, "Internal error");
        }
    }
}
