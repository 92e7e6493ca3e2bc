package dev.toolgram.host.observe;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * While it is open, everything that this thread logs carries the request's id: the host's lines, a library's, a plugin's.
 * Other threads that work for the request open their own.
 */
public final class RequestScope implements AutoCloseable {

    /** SLF4J's key, and the field of a line in JSON. */
    static final String KEY = "request_id";

    /** A scope inside of one for the same request. */
    private static final RequestScope INNER = new RequestScope(null, false);

    private final @Nullable String before;
    private final boolean restores;

    private RequestScope(@Nullable String before, boolean restores) {
        this.before = before;
        this.restores = restores;
    }

    /** Opens a scope, perhaps inside of another; to be closed by the same thread. */
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
