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

    private final @Nullable String before;

    private RequestScope(@Nullable String before) {
        this.before = before;
    }

    /** Opens a scope, perhaps inside of another; to be closed by the same thread. */
    public static RequestScope of(String requestId) {
        RequestScope scope = new RequestScope(MDC.get(KEY));
        MDC.put(KEY, requestId);
        return scope;
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, before);
        }
    }
}
