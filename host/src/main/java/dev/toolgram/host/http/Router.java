package dev.toolgram.host.http;

import dev.toolgram.host.observe.RequestScope;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the door and the handler, reads the body on the I/O thread, and leaves that thread only when the whole request
 * is here: a slow sender costs no thread.
 */
final class Router implements HttpHandler {

    static final int MAX_BODY = 1024 * 1024;

    private static final int MAX_TARGET = 64 * 1024;
    private static final int MAX_HEADERS = 64 * 1024;
    private static final Logger log = LoggerFactory.getLogger(Router.class);

    private final List<HttpModule> doors;
    private final Executor threads;

    Router(List<HttpModule> doors, Executor threads) {
        this.doors = List.copyOf(doors);
        this.threads = threads;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (exchange.getRequestPath().length() + exchange.getQueryString().length() > MAX_TARGET) {
            Exchanges.refuse(exchange, 414, "The address is longer than %d characters.".formatted(MAX_TARGET));
            return;
        }
        if (length(exchange.getRequestHeaders()) > MAX_HEADERS) {
            Exchanges.refuse(exchange, 431, "The headers are longer than %d characters.".formatted(MAX_HEADERS));
            return;
        }
        try {
            route(
                    exchange,
                    RequestTarget.path(exchange.getRequestPath()),
                    RequestTarget.query(exchange.getQueryString()));
        } catch (RequestTarget.MalformedException e) {
            Exchanges.send(exchange, Response.error(400, e.detail(), Exchanges.requestId(exchange)));
        }
    }

    private void route(HttpServerExchange exchange, List<String> path, Map<String, List<String>> query) {
        Optional<Resource> found = find(exchange, path);
        if (found.isEmpty()) {
            Exchanges.refuse(exchange, 404, "Nothing answers at /%s.".formatted(String.join("/", path)));
            return;
        }
        Resource resource = found.get();
        Resource.Handler handler = resource.handler(exchange.getRequestMethod().toString());
        if (handler == null) {
            exchange.getResponseHeaders().put(Headers.ALLOW, resource.allow());
            Exchanges.refuse(exchange, 405, "Method not allowed: use %s.".formatted(resource.allow()));
            return;
        }
        receive(exchange, handler, query);
    }

    private Optional<Resource> find(HttpServerExchange exchange, List<String> path) {
        for (HttpModule door : doors) {
            Optional<Resource> found = door.at(path);
            if (found.isPresent()) {
                exchange.putAttachment(Exchanges.DOOR, door.name());
                return found;
            }
        }
        return Optional.empty();
    }

    private void receive(HttpServerExchange exchange, Resource.Handler handler, Map<String, List<String>> query) {
        String encoding = exchange.getRequestHeaders().getFirst(Headers.TRANSFER_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
            // Undertow would wait for chunks.
            Exchanges.refuseAndClose(exchange, 400, "Of transfer encodings, only chunked is understood.");
            return;
        }
        // Before the receiver is asked: it would allocate whatever length the caller claims.
        if (exchange.getRequestContentLength() > MAX_BODY) {
            refuseBody(exchange, new RequestTooBigException());
            return;
        }
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize(MAX_BODY);
        receiver.receiveFullBytes(
                (received, body) -> received.dispatch(threads, () -> answer(received, handler, query, body)),
                Router::refuseBody);
    }

    private static void refuseBody(HttpServerExchange exchange, IOException cause) {
        if (cause instanceof Receiver.RequestToLargeException || cause instanceof RequestTooBigException) {
            Exchanges.refuse(exchange, 413, "The body is larger than %d bytes.".formatted(MAX_BODY));
        } else {
            exchange.setPersistent(false);
            Exchanges.refuse(exchange, 400, "The body ended early or is not encoded as announced.");
        }
    }

    private static void answer(
            HttpServerExchange exchange, Resource.Handler handler, Map<String, List<String>> query, byte[] body) {
        try (var _ = RequestScope.of(Exchanges.requestId(exchange))) {
            try {
                Request request = new Request(exchange, query, body);
                Response response = handler.handle(request);
                if (response != null) {
                    request.answer(response);
                }
            } catch (Throwable e) {
                log.error("The request failed", e);
                Exchanges.refuse(exchange, 500, "Internal error");
            }
        }
    }

    private static int length(HeaderMap headers) {
        int length = 0;
        for (var values : headers) {
            for (String value : values) {
                length += values.getHeaderName().length() + value.length();
            }
        }
        return length;
    }
}
