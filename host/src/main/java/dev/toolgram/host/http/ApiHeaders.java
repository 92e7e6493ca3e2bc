package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.Map;
import java.util.function.Supplier;

/** Adds headers to every response below {@code /api/}, errors too. Stands behind the check of the key. */
final class ApiHeaders implements HttpHandler {

    private static final String API = "/api/";

    private final Supplier<Map<String, String>> headers;
    private final HttpHandler next;

    /** @param headers called when a response begins, so that it is counted in them */
    ApiHeaders(Supplier<Map<String, String>> headers, HttpHandler next) {
        this.headers = headers;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (RequestState.of(exchange).path().startsWith(API)) {
            exchange.addResponseCommitListener(response -> headers.get()
                    .forEach(
                            (name, value) -> response.getResponseHeaders().put(HttpString.tryFromString(name), value)));
        }
        next.handleRequest(exchange);
    }
}
