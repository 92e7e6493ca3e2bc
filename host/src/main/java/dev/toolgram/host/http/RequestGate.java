package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in from when it is opened until it is shut, and counts those inside. The ones for health pass at any time.
 * Thread-safe.
 */
final class RequestGate implements HttpHandler {

    static final String SHUTTING_DOWN = "Toolgram is shutting down";
    private static final String STARTING = "Toolgram is starting";

    private final HttpHandler next;
    private int inFlight;
    private @Nullable String closed = STARTING;

    RequestGate(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (Exchanges.asksForHealth(exchange)) {
            next.handleRequest(exchange);
            return;
        }
        String refusal = enter();
        if (refusal == null) {
            exchange.addExchangeCompleteListener((done, others) -> {
                leave();
                others.proceed();
            });
            next.handleRequest(exchange);
        } else {
            exchange.setPersistent(false);
            Exchanges.refuse(exchange, 503, refusal + ".");
        }
    }

    /** Why nobody is let in; empty while they are. */
    synchronized Optional<String> obstacle() {
        return Optional.ofNullable(closed);
    }

    private synchronized @Nullable String enter() {
        if (closed == null) {
            inFlight++;
        }
        return closed;
    }

    private synchronized void leave() {
        inFlight--;
        notifyAll();
    }

    /** Lets requests in. Not after it was shut: then it stays shut. */
    synchronized void open() {
        if (STARTING.equals(closed)) {
            closed = null;
        }
    }

    /** Lets nobody in any more. */
    synchronized void shut() {
        closed = SHUTTING_DOWN;
    }

    /** Waits for those inside, once shut; says whether all have left in time. */
    synchronized boolean awaitEmpty(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (inFlight > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }
}
