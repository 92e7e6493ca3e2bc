package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/**
 * Ends the wait for a body that does not arrive, also after a refusal: Undertow keeps an exchange open until the rest of
 * its body has arrived, and its READ_TIMEOUT starts again with every byte. A body with files may take longer while it
 * arrives.
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
        if (!exchange.isRequestComplete() && !arm(exchange, new Timer())) {
            return;
        }
        next.handleRequest(exchange);
    }

    /** The timer of one exchange, on its I/O thread. */
    private static final class Timer {
        private XnioExecutor.@Nullable Key key;
        private long received;
    }

    private boolean arm(HttpServerExchange exchange, Timer timer) {
        boolean first = timer.key == null;
        timer.received = ClientConnection.of(exchange).received().count();
        try {
            timer.key = exchange.getIoThread()
                    .executeAfter(() -> check(exchange, timer), timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            ResponseSender.refuseAndClose(exchange, 503, RequestGate.SHUTTING_DOWN + ".");
            return false;
        }
        if (first) {
            exchange.addExchangeCompleteListener((done, others) -> {
                XnioExecutor.Key key = timer.key;
                if (key != null) {
                    key.remove();
                }
                others.proceed();
            });
        }
        return true;
    }

    private void check(HttpServerExchange exchange, Timer timer) {
        if (exchange.isRequestComplete()) {
            return;
        }
        boolean arrives = ClientConnection.of(exchange).received().count() > timer.received;
        if (RequestState.of(exchange).isReceivingFiles() && arrives) {
            boolean _ = arm(exchange, timer);
        } else {
            ResponseSender.refuseAndClose(exchange, 408, "The body did not arrive in time.");
        }
    }
}
