package dev.toolgram.host.http;

import java.time.Duration;

/** Observes finished requests. */
@FunctionalInterface
public interface RequestListener {

    /** The module of a request that was refused before it was routed. */
    String NO_MODULE = "none";

    /**
     * A request was answered, or its caller has disconnected. Called after the response was sent; must not block.
     *
     * @param module the {@linkplain HttpModule#name() name} of the module that had its path, or {@link #NO_MODULE}
     * @param status the response's
     * @param time from the request's head to the end of the response
     */
    void answered(String module, int status, Duration time);
}
