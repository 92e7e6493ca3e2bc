package dev.toolgram.host.http;

import dev.toolgram.host.json.Excerpt;
import dev.toolgram.host.observe.RequestScope;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the handler and reads the body on the I/O thread, and moves the request to a virtual thread when it is here in
 * full: a slow sender costs no thread.
 */
final class Router implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(Router.class);

    private static final byte[] NO_BODY = {};

    private final Map<String, Route> fixed = new HashMap<>();
    private final List<HttpModule> modules;
    private final Executor threads;

    private record Route(HttpModule module, Resource resource) {}

    Router(List<HttpModule> modules, Executor threads) {
        this.modules = List.copyOf(modules);
        this.threads = threads;
        for (HttpModule module : modules) {
            module.resources().forEach((path, resource) -> fixed.putIfAbsent(path, new Route(module, resource)));
        }
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (exchange.getRequestPath().length() + exchange.getQueryString().length() > Limits.MAX_TARGET) {
            ResponseSender.refuse(
                    exchange, 414, "The address is longer than %d characters.".formatted(Limits.MAX_TARGET));
            return;
        }
        if (length(exchange.getRequestHeaders()) > Limits.MAX_HEADERS) {
            ResponseSender.refuse(
                    exchange, 431, "The headers are longer than %d characters.".formatted(Limits.MAX_HEADERS));
            return;
        }
        try {
            route(exchange, RequestPath.decode(exchange.getRequestPath()), UrlDecoder.query(exchange.getQueryString()));
        } catch (UrlDecoder.MalformedException e) {
            ResponseSender.send(
                    exchange,
                    Response.error(400, e.detail(), RequestState.of(exchange).id()));
        }
    }

    private void route(HttpServerExchange exchange, RequestPath path, Map<String, List<String>> query) {
        Route route = find(path, RequestState.of(exchange).keyName());
        if (route == null) {
            missed(exchange, path);
            String shown = path.toString().isEmpty() ? "/" : path.toString();
            ResponseSender.refuse(exchange, 404, "Nothing answers at %s.".formatted(Excerpt.of(shown, 200, "...")));
            return;
        }
        RequestState.of(exchange).routedTo(route.module().name());
        Resource resource = route.resource();
        Resource.Handler handler = resource.handler(exchange.getRequestMethod().toString());
        if (handler == null) {
            missed(exchange, path);
            exchange.getResponseHeaders().put(Headers.ALLOW, resource.allow());
            ResponseSender.refuse(exchange, 405, "Method not allowed: use %s.".formatted(resource.allow()));
            return;
        }
        receive(exchange, resource, handler, path, query);
    }

    private void missed(HttpServerExchange exchange, RequestPath path) {
        RequestState state = RequestState.of(exchange);
        String method = exchange.getRequestMethod().toString();
        modules.forEach(module -> module.missed(method, path, state.keyName(), state.id()));
    }

    private @Nullable Route find(RequestPath path, @Nullable String keyName) {
        Route route = fixed.get(path.toString());
        for (int i = 0; route == null && i < modules.size(); i++) {
            Resource resource = modules.get(i).find(path, keyName);
            if (resource != null) {
                route = new Route(modules.get(i), resource);
            }
        }
        return route;
    }

    private void receive(
            HttpServerExchange exchange,
            Resource resource,
            Resource.Handler handler,
            RequestPath path,
            Map<String, List<String>> query) {
        Path forms = resource.forms();
        boolean form = forms != null && Form.isIn(exchange);
        long max = form ? Form.MAX_BYTES : resource.maxBody();
        // Before the receiver is asked: it would allocate whatever length the caller claims.
        if (exchange.getRequestContentLength() > max) {
            refuseTooLarge(exchange, max);
            return;
        }
        BodyDecoder decoder = BodyDecoder.of(exchange.getRequestHeaders().getFirst(Headers.CONTENT_ENCODING));
        if (decoder == null || form && decoder != BodyDecoder.IDENTITY) {
            exchange.getResponseHeaders().put(Headers.ACCEPT_ENCODING, form ? "identity" : BodyDecoder.ACCEPTED);
            ResponseSender.refuse(
                    exchange,
                    415,
                    "Unsupported Content-Encoding: use %s.".formatted(form ? "none" : "gzip, deflate or none"));
            return;
        }
        if (forms != null && form) {
            RequestState.of(exchange).receivesFiles();
            exchange.dispatch(threads, () -> receiveForm(exchange, handler, path, query, forms));
            return;
        }
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize((int) max);
        receiver.receiveFullBytes(
                (received, body) -> received.dispatch(
                        threads, () -> answer(received, handler, path, query, decoder, body, (int) max)),
                (refused, cause) -> refuseBody(refused, cause, max));
    }

    private static void receiveForm(
            HttpServerExchange exchange,
            Resource.Handler handler,
            RequestPath path,
            Map<String, List<String>> query,
            Path folder) {
        Form form;
        try {
            form = FormParser.read(exchange, folder);
        } catch (FormParser.MalformedException e) {
            exchange.setPersistent(false);
            ResponseSender.refuse(exchange, 400, "Invalid form: %s.".formatted(e.getMessage()));
            return;
        } catch (IOException e) {
            refuseBody(exchange, e, Form.MAX_BYTES);
            return;
        }
        answer(exchange, handler, new Request(exchange, path, query, NO_BODY, form));
    }

    private static void refuseBody(HttpServerExchange exchange, IOException cause, long max) {
        if (cause instanceof Receiver.RequestToLargeException || cause instanceof RequestTooBigException) {
            refuseTooLarge(exchange, max);
        } else {
            exchange.setPersistent(false);
            ResponseSender.refuse(exchange, 400, "Invalid body: it ended early or is not encoded as announced.");
        }
    }

    private static void refuseTooLarge(HttpServerExchange exchange, long max) {
        ResponseSender.refuse(exchange, 413, "The body is larger than %d bytes.".formatted(max));
    }

    private static void answer(
            HttpServerExchange exchange,
            Resource.Handler handler,
            RequestPath path,
            Map<String, List<String>> query,
            BodyDecoder decoder,
            byte[] body,
            int max) {
        byte[] decoded;
        try {
            decoded = decoder.decode(body, max);
        } catch (IOException e) {
            refuseBody(exchange, e, max);
            return;
        }
        if (decoded.length > max) {
            refuseTooLarge(exchange, max);
            return;
        }
        answer(exchange, handler, new Request(exchange, path, query, decoded, null));
    }

    private static void answer(HttpServerExchange exchange, Resource.Handler handler, Request request) {
        String id = RequestState.of(exchange).id();
        try (var _ = RequestScope.of(id)) {
            Response response = handler.handle(request);
            if (response != null) {
                boolean _ = request.answer(response);
            }
        } catch (Throwable e) {
            try (var _ = RequestScope.of(id)) {
                log.error("Request failed", e);
            }
            boolean _ = request.answer(Response.error(500, "Internal error", id));
        }
    }

    private static int length(HeaderMap headers) {
        int length = 0;
        for (long i = headers.fastIterateNonEmpty(); i != -1; i = headers.fiNextNonEmpty(i)) {
            var values = headers.fiCurrent(i);
            for (int j = 0; j < values.size(); j++) {
                length += values.getHeaderName().length() + values.get(j).length();
            }
        }
        return length;
    }
}
