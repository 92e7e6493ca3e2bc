package dev.toolgram.host.http;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** What the handlers of the pipeline do with an exchange in common. */
final class Exchanges {

    static final AttachmentKey<String> REQUEST_ID = AttachmentKey.create(String.class);
    static final AttachmentKey<String> DOOR = AttachmentKey.create(String.class);

    private static final Logger log = LoggerFactory.getLogger(Exchanges.class);

    private Exchanges() {}

    static String requestId(HttpServerExchange exchange) {
        return Objects.requireNonNull(exchange.getAttachment(REQUEST_ID), "not traced");
    }

    /** The name of the door that has the request's path, as far as that is known. */
    static String door(HttpServerExchange exchange) {
        return Objects.requireNonNullElse(exchange.getAttachment(DOOR), RequestListener.NO_DOOR);
    }

    /** Whether this is a request that must be answered whatever the state of the host, and to anybody. */
    static boolean asksForHealth(HttpServerExchange exchange) {
        return HealthEndpoints.PATHS.contains(path(exchange));
    }

    /** The path as it was sent, but for a slash at its end, which counts for nothing. */
    static String path(HttpServerExchange exchange) {
        String path = exchange.getRequestPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
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
        prepare(exchange, response);
        if (response.body().length == 0) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
        }
    }

    /** As {@link #send}, on a thread that may wait while the body is written. */
    static void sendBlocking(HttpServerExchange exchange, Response response) {
        Response.Writer writer = response.writer();
        if (writer == null) {
            send(exchange, response);
            return;
        }
        if (response.isEndless()) {
            RequestGate.goesOn(exchange);
        }
        prepare(exchange, response);
        exchange.startBlocking();
        try {
            if (exchange.getRequestMethod().equals(Methods.HEAD)) {
                writer.writeTo(OutputStream.nullOutputStream());
            } else {
                writer.writeTo(exchange.getOutputStream());
            }
            exchange.endExchange();
        } catch (IOException e) {
            // Half a body must not look like a whole one.
            log.debug("The answer was not sent to its end: {}", e.toString());
            close(exchange);
        } catch (RuntimeException e) {
            if (!exchange.isResponseStarted()) {
                response.headers().keySet().forEach(exchange.getResponseHeaders()::remove);
                throw e;
            }
            log.error("The answer broke off", e);
            close(exchange);
        }
    }

    /** Refuses a request whose body cannot be waited for, and closes the connection. */
    static void refuseAndClose(HttpServerExchange exchange, int status, String detail) {
        if (exchange.isResponseStarted()) {
            close(exchange);
            return;
        }
        Response response = Response.error(status, detail, requestId(exchange));
        exchange.setPersistent(false);
        prepare(exchange, response);
        exchange.getResponseSender().send(ByteBuffer.wrap(response.body()), new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange sent, Sender sender) {
                close(sent);
            }

            @Override
            public void onException(HttpServerExchange failed, Sender sender, IOException cause) {
                close(failed);
            }
        });
    }

    /** In this order: ending an exchange whose connection is open would wait for the rest of its body. */
    private static void close(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }

    private static void prepare(HttpServerExchange exchange, Response response) {
        exchange.setStatusCode(response.status());
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    }
}
