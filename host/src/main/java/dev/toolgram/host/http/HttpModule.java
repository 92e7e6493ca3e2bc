package dev.toolgram.host.http;

import java.util.List;
import java.util.Optional;

/** A way into the host: REST, MCP, a page of documentation. Asked anew for every request, so it may change its mind. */
@FunctionalInterface
public interface HttpModule {

    /**
     * What this door has at a path. Called on an I/O thread, so it must not block; the work belongs into the handlers.
     *
     * @param path the decoded segments of the path, without the empty one that a trailing slash leaves
     * @return empty when the path is not this door's
     */
    Optional<Resource> at(List<String> path);

    /** One word for the log and for metrics, the same for every door of a kind. */
    default String name() {
        return "other";
    }

    /**
     * The host begins to shut down and lets no request in any more: what would go on for ever must end now. What is
     * about to be answered may take its time.
     */
    default void drain() {}
}
