package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/**
 * Ends the wait for a body that does not arrive, also after a refusal: Undertow keeps an exchange open until the rest of
 * its body has arrived, and its READ_TIMEOUT starts again with every byte.
 */
final class BodyTimeout implements HttpHandler {

    private final Duration timeout;
    private final HttpHandler next;

    BodyTimeout(Duration timeout, HttpHandler next) {
        this.timeout = timeout;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.isRequestComplete()) {
            XnioExecutor.Key timer;
            try {
                timer = exchange.getIoThread()
                        .executeAfter(() -> timedOut(exchange), timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                ResponseSender.refuseAndClose(exchange, 503, RequestGate.SHUTTING_DOWN + ".");
                return;
            }
            exchange.addExchangeCompleteListener((done, others) -> {
                timer.remove();
                others.proceed();
            });
        }
        next.handleRequest(exchange);
    }

    private static void timedOut(HttpServerExchange exchange) {
        if (!exchange.isRequestComplete()) {
            ResponseSender.refuseAndClose(exchange, 408, "The body did not arrive in time.");
        }
    }
}
