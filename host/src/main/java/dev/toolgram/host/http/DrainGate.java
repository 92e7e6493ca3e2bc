package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;

/** Counts the requests in flight, and once draining lets no more in but the ones for health. Thread-safe. */
final class DrainGate implements HttpHandler {

    static final String SHUTTING_DOWN = "Toolgram is shutting down";

    private final HttpHandler next;
    private int inFlight;
    private boolean draining;

    DrainGate(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (Exchanges.asksForHealth(exchange)) {
            next.handleRequest(exchange);
        } else if (enter()) {
            exchange.addExchangeCompleteListener((done, others) -> {
                leave();
                others.proceed();
            });
            next.handleRequest(exchange);
        } else {
            exchange.setPersistent(false);
            Exchanges.refuse(exchange, 503, SHUTTING_DOWN + ".");
        }
    }

    synchronized boolean isDraining() {
        return draining;
    }

    private synchronized boolean enter() {
        if (!draining) {
            inFlight++;
        }
        return !draining;
    }

    private synchronized void leave() {
        inFlight--;
        notifyAll();
    }

    /** Lets nobody in any more and waits for those inside; says whether all have left in time. */
    synchronized boolean drain(Duration patience) throws InterruptedException {
        draining = true;
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
