package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/**
 * Ends the wait for a body that does not come. Also for one that was refused: Undertow holds an exchange open until the
 * rest of its body has arrived.
 */
final class BodyTimeout implements HttpHandler {

    private final Duration patience;
    private final HttpHandler next;

    BodyTimeout(Duration patience, HttpHandler next) {
        this.patience = patience;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.isRequestComplete()) {
            XnioExecutor.Key timer;
            try {
                timer = exchange.getIoThread()
                        .executeAfter(() -> giveUp(exchange), patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The server stops at this very moment.
                Exchanges.refuseAndClose(exchange, 503, RequestGate.SHUTTING_DOWN + ".");
                return;
            }
            exchange.addExchangeCompleteListener((done, others) -> {
                timer.remove();
                others.proceed();
            });
        }
        next.handleRequest(exchange);
    }

    private static void giveUp(HttpServerExchange exchange) {
        if (exchange.isRequestComplete()) {
            return;
        }
        Exchanges.refuseAndClose(exchange, 408, "The body did not arrive in time.");
    }
}
