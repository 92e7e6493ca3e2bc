package dev.toolgram.host.http;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How the server is to be reached.
 *
 * @param listen the address; port 0 picks a free one
 * @param key what callers must present as bearer token; {@code null} or empty when anybody may call
 * @param health what the doors of health tell
 */
public record HttpOptions(
        InetSocketAddress listen, @Nullable String key, Health health) {

    /** Whether callers must present a key. */
    public boolean secured() {
        return key != null && !key.isEmpty();
    }

    /** Without the key: options end up in logs. */
    @Override
    public String toString() {
        return "HttpOptions[listen=" + listen + ", key=" + (secured() ? "***" : "none") + "]";
    }
}
