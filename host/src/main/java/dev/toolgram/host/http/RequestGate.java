package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests from {@link #open} to {@link #shut} and counts those in flight; requests for health always pass.
 * Endless responses are counted separately and not waited for as long. Thread-safe.
 */
final class RequestGate implements HttpHandler {

    static final String SHUTTING_DOWN = "Toolgram is shutting down";
    private static final String STARTING = "Toolgram is starting";

    /** Enough for a client that reads to receive the end of an endless response. */
    private static final Duration ENDLESS_GRACE = Duration.ofSeconds(1);

    private final HttpHandler next;
    private int inFlight;
    private int endless;
    private @Nullable String closed = STARTING;

    RequestGate(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        RequestState state = RequestState.of(exchange);
        if (state.isForHealth()) {
            next.handleRequest(exchange);
            return;
        }
        String refusal = enter();
        if (refusal == null) {
            Visit visit = new Visit();
            state.onEndless(visit::becomesEndless);
            exchange.addExchangeCompleteListener((done, others) -> {
                visit.leave();
                others.proceed();
            });
            next.handleRequest(exchange);
        } else {
            exchange.setPersistent(false);
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, refusal.equals(STARTING) ? "2" : "10");
            ResponseSender.refuse(exchange, 503, refusal + ".");
        }
    }

    /** The reason why no request is admitted; empty while requests are. */
    synchronized Optional<String> obstacle() {
        return Optional.ofNullable(closed);
    }

    private synchronized @Nullable String enter() {
        if (closed == null) {
            inFlight++;
        }
        return closed;
    }

    /** An admitted request. */
    private final class Visit {

        private boolean isEndless;

        void becomesEndless() {
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

    /** Admits requests, unless it has been shut. */
    synchronized void open() {
        if (STARTING.equals(closed)) {
            closed = null;
        }
    }

    /** Admits no more requests. */
    synchronized void shut() {
        closed = SHUTTING_DOWN;
    }

    /** Waits for the requests in flight, once shut; returns whether all but endless ones have ended in time. */
    synchronized boolean awaitEmpty(Duration patience) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + patience.toNanos();
        long endOfGrace = Math.min(end, start + ENDLESS_GRACE.toNanos());
        while (inFlight + endless > 0) {
            long left = (inFlight > 0 ? end : endOfGrace) - System.nanoTime();
            if (left <= 0) {
                return inFlight == 0;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }
}
