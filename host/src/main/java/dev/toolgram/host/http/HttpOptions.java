package dev.toolgram.host.http;

import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the server is to be reached.
 *
 * @param listen the address; port 0 picks a free one
 * @param key what callers must present as bearer token; {@code null} or empty when anybody may call
 * @param open the paths that need no key, beside those of health
 * @param health what the doors of health tell
 * @param listener hears of every request
 */
public record HttpOptions(
        InetSocketAddress listen, @Nullable String key, Set<String> open, Health health, RequestListener listener) {

    /** Options of a server that nobody listens to, and where all paths are alike. */
    public HttpOptions(InetSocketAddress listen, @Nullable String key, Health health) {
        this(listen, key, Set.of(), health, (door, status, time) -> {});
    }

    /** Whether callers must present a key. */
    public boolean secured() {
        return key != null && !key.isEmpty();
    }

    /** Whether callers must present a key at this path. */
    public boolean needsKey(String path) {
        return secured() && !HealthEndpoints.PATHS.contains(path) && !open.contains(path);
    }

    /** Without the key: options end up in logs. */
    @Override
    public String toString() {
        return "HttpOptions[listen=" + listen + ", key=" + (secured() ? "***" : "none") + "]";
    }
}
