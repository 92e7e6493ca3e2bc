package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in from when it is opened until it is shut, and counts those inside; the ones for health pass at any
 * time. A request that would go on for ever is told to end when it is shut, and is not waited for as long as the others.
 * Thread-safe.
 */
final class RequestGate implements HttpHandler {

    static final String SHUTTING_DOWN = "Toolgram is shutting down";
    private static final String STARTING = "Toolgram is starting";

    private static final AttachmentKey<Visit> VISIT = AttachmentKey.create(Visit.class);

    /** Enough to say goodbye to whoever reads; whoever does not would take all the time of the others. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final HttpHandler next;
    private int inFlight;
    private int endless;
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
            Visit visit = new Visit();
            exchange.putAttachment(VISIT, visit);
            exchange.addExchangeCompleteListener((done, others) -> {
                visit.leave();
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
            synchronized (RequestGate.this) {
                if (!isEndless) {
                    isEndless = true;
                    inFlight--;
                    endless++;
                    RequestGate.this.notifyAll();
                }
            }
        }

        void leave() {
            synchronized (RequestGate.this) {
                if (isEndless) {
                    endless--;
                } else {
                    inFlight--;
                }
                RequestGate.this.notifyAll();
            }
        }
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
