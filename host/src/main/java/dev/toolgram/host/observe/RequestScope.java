package dev.toolgram.host.observe;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * While open, adds the request id to everything that this thread logs, in the host, libraries and plugins.
 * Other threads that work for the request must open their own scope.
 */
public final class RequestScope implements AutoCloseable {

    /** The MDC key, and the field in JSON logs. */
    static final String KEY = "request_id";

    /** A scope inside of one for the same request. */
    private static final RequestScope INNER = new RequestScope(null, false);

    private final @Nullable String before;
    private final boolean restores;

    private RequestScope(@Nullable String before, boolean restores) {
        this.before = before;
        this.restores = restores;
    }

    /** Opens a scope, which may be nested. Must be closed by the same thread. */
    public static RequestScope of(String requestId) {
        String before = MDC.get(KEY);
        if (requestId.equals(before)) {
            return INNER;
        }
        MDC.put(KEY, requestId);
        return new RequestScope(before, true);
    }

    @Override
    public void close() {
        if (!restores) {
            return;
        }
        if (before == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, before);
        }
    }
}
