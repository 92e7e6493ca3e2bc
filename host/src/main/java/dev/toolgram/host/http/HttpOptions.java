package dev.toolgram.host.http;

import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address the server listens on and the callers it accepts.
 *
 * @param listen the address; port 0 picks a free one
 * @param key the bearer token that callers must present; {@code null} or empty when none is needed
 * @param open the paths that need no key, in addition to those of health
 * @param allowedHosts names in the {@code Host} header that are accepted without a key, in addition to local ones
 * @param allowedOrigins origins of pages that may call, in addition to the host's own
 */
public record HttpOptions(
        InetSocketAddress listen,
        @Nullable String key,
        Set<String> open,
        Set<String> allowedHosts,
        Set<String> allowedOrigins) {

    /** Options that accept only the host's own names and pages, and open no path but those of health. */
    public HttpOptions(InetSocketAddress listen, @Nullable String key) {
        this(listen, key, Set.of(), Set.of(), Set.of());
    }

    /** Whether callers must present a key. */
    public boolean secured() {
        return key != null && !key.isEmpty();
    }

    /** Whether callers must present a key at this path. */
    public boolean needsKey(String path) {
        return secured() && !RequestState.HEALTH_PATHS.contains(path) && !open.contains(path);
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "HttpOptions[listen=" + listen + ", key=" + (secured() ? "***" : "none") + "]";
    }
}
