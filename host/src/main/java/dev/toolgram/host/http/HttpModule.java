package dev.toolgram.host.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contributes resources to the server: REST, MCP, the documentation, metrics, health. Thread-safe. */
public interface HttpModule {

    /** One word for the log and for metrics. */
    String name();

    /** The resources at paths that never change, by path without a slash at the end: {@code /docs}. */
    default Map<String, Resource> resources() {
        return Map.of();
    }

    /**
     * The resource at any other path. Called on an I/O thread, so it must not block.
     *
     * @param keyName the caller's key; {@code null} if none is needed
     * @return {@code null} if this module has nothing there
     */
    default @Nullable Resource find(RequestPath path, @Nullable String keyName) {
        return null;
    }

    /**
     * A request was refused because nothing answers its method at its path. Called on an I/O thread, so it must not block.
     *
     * @param keyName as in {@link #find}
     * @param requestId the id in the response
     */
    default void missed(String method, RequestPath path, @Nullable String keyName, String requestId) {}

    /**
     * The host starts to shut down and admits no more requests: ends endless responses. Calls in flight may take their
     * time.
     */
    default void drain() {}
}
