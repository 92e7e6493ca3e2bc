package dev.toolgram.host.http;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the server is to be reached.
 *
 * @param listen the address; port 0 picks a free one
 * @param key what callers must present as bearer token; {@code null} or empty when anybody may call
 * @param open the paths that need no key, beside {@code /healthz}
 * @param authorized whether the account is logged in, for {@code /healthz}
 * @param listener hears of every request
 */
public record HttpOptions(
        InetSocketAddress listen,
        @Nullable String key,
        Set<String> open,
        BooleanSupplier authorized,
        RequestListener listener) {

    /** Options of a server that nobody listens to, and where all paths are alike. */
    public HttpOptions(InetSocketAddress listen, @Nullable String key, BooleanSupplier authorized) {
        this(listen, key, Set.of(), authorized, (door, status, time) -> {});
    }

    /** Whether callers must present a key. */
    public boolean secured() {
        return key != null && !key.isEmpty();
    }

    /** Whether callers must present a key at this path. */
    public boolean needsKey(String path) {
        return secured() && !path.equals(HealthDoor.PATH) && !open.contains(path);
    }

    /** Without the key: options end up in logs. */
    @Override
    public String toString() {
        return "HttpOptions[listen=" + listen + ", key=" + (secured() ? "***" : "none") + "]";
    }
}
