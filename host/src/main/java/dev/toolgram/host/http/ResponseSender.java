package dev.toolgram.host.http;

import dev.toolgram.host.observe.RequestScope;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Sends responses. */
final class ResponseSender {

    private static final Logger log = LoggerFactory.getLogger(ResponseSender.class);

    private ResponseSender() {}

    /** Sends an error with a sentence. */
    static void refuse(HttpServerExchange exchange, int status, String detail) {
        send(exchange, Response.error(status, detail, RequestState.of(exchange).id()));
    }

    /** Sends a complete response; ends the exchange if a response has started already. Does not block. */
    static void send(HttpServerExchange exchange, Response response) {
        if (exchange.isResponseStarted()) {
            exchange.endExchange();
            return;
        }
        prepare(exchange, response);
        if (exchange.isInIoThread()) {
            write(exchange, response.body());
            return;
        }
        // If the exchange ended on this thread, the connection's I/O thread would spin until it is done with that.
        try {
            exchange.getIoThread().execute(() -> write(exchange, response.body()));
        } catch (RejectedExecutionException e) {
            close(exchange); // the server is stopping
        }
    }

    private static void write(HttpServerExchange exchange, byte[] body) {
        if (body.length == 0) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(body));
        }
    }

    /** Sends a response of either kind; blocks while a streamed body is written. */
    static void sendBlocking(HttpServerExchange exchange, Response response) {
        Consumer<WebSocket> socket = response.socket();
        if (socket != null) {
            WebSocket.upgrade(exchange, socket);
            return;
        }
        Response.Writer writer = response.writer();
        if (writer == null) {
            send(exchange, response);
            return;
        }
        if (response.isEndless()) {
            RequestState.of(exchange).becomesEndless();
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
            // A truncated body must not look complete.
            log.debug("Response aborted, closing the connection: {}", e.toString());
            close(exchange);
        } catch (RuntimeException e) {
            if (!exchange.isResponseStarted()) {
                response.headers().keySet().forEach(exchange.getResponseHeaders()::remove);
                throw e;
            }
            try (var _ = RequestScope.of(RequestState.of(exchange).id())) {
                log.error("Response failed halfway, closing the connection", e);
            }
            close(exchange);
        }
    }

    /** Refuses a request whose body is not waited for, and closes the connection. */
    static void refuseAndClose(HttpServerExchange exchange, int status, String detail) {
        if (exchange.isResponseStarted()) {
            close(exchange);
            return;
        }
        Response response =
                Response.error(status, detail, RequestState.of(exchange).id());
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
                .forEach((name, value) -> exchange.getResponseHeaders().put(HttpString.tryFromString(name), value));
    }
}
