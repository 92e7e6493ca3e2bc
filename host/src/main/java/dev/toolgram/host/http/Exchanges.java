package dev.toolgram.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.Objects;

/** What the handlers of the pipeline do with an exchange in common. */
final class Exchanges {

    static final AttachmentKey<String> REQUEST_ID = AttachmentKey.create(String.class);

    private Exchanges() {}

    static String requestId(HttpServerExchange exchange) {
        return Objects.requireNonNull(exchange.getAttachment(REQUEST_ID), "not traced");
    }

    /** Whether this is the request that must be answered whatever the state of the host. */
    static boolean asksForHealth(HttpServerExchange exchange) {
        String path = exchange.getRequestPath();
        return path.equals("/healthz") || path.equals("/healthz/");
    }

    static void refuse(HttpServerExchange exchange, int status, String detail) {
        send(exchange, Response.error(status, detail, requestId(exchange)));
    }

    /** Sends an answer as the last act of an exchange; when one is under way already, ends that. */
    static void send(HttpServerExchange exchange, Response response) {
        if (exchange.isResponseStarted()) {
            exchange.endExchange();
            return;
        }
        exchange.setStatusCode(response.status());
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (response.body().length == 0) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
        }
    }
}
