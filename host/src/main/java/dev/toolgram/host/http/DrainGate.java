package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.time.Duration;

/**
 * Counts the requests in flight, and once draining lets no more in but the ones for health. A request that would go on
 * for ever is told to end then, and is not waited for as long as the others. Thread-safe.
 */
final class DrainGate implements HttpHandler {

    static final String SHUTTING_DOWN = "Toolgram is shutting down";

    private static final AttachmentKey<Visit> VISIT = AttachmentKey.create(Visit.class);

    /** Enough to say goodbye to whoever reads; whoever does not would take all the time of the others. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final HttpHandler next;
    private int inFlight;
    private int endless;
    private boolean draining;

    DrainGate(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (Exchanges.asksForHealth(exchange)) {
            next.handleRequest(exchange);
        } else if (enter()) {
            Visit visit = new Visit();
            exchange.putAttachment(VISIT, visit);
            exchange.addExchangeCompleteListener((done, others) -> {
                visit.leave();
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

    /** Takes note that an exchange goes on until somebody ends it. */
    static void goesOn(HttpServerExchange exchange) {
        Visit visit = exchange.getAttachment(VISIT);
        if (visit != null) {
            visit.goesOn();
        }
    }

    /** A request that was let in. */
    private final class Visit {

        private boolean isEndless;

        void goesOn() {
            synchronized (DrainGate.this) {
                if (!isEndless) {
                    isEndless = true;
                    inFlight--;
                    endless++;
                    DrainGate.this.notifyAll();
                }
            }
        }

        void leave() {
            synchronized (DrainGate.this) {
                if (isEndless) {
                    endless--;
                } else {
                    inFlight--;
                }
                DrainGate.this.notifyAll();
            }
        }
    }

    /** Lets nobody in any more. */
    synchronized void shut() {
        draining = true;
    }

    /** Waits for those inside, once shut; says whether all have left in time but those that go on for ever. */
    synchronized boolean awaitEmpty(Duration patience) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + patience.toNanos();
        long goodbye = Math.min(end, start + GOODBYE.toNanos());
        while (inFlight + endless > 0) {
            long left = (inFlight > 0 ? end : goodbye) - System.nanoTime();
            if (left <= 0) {
                return inFlight == 0;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }
}
