package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets in who presents the key (RFC 6750), and everybody where no key is needed. */
final class BearerCheck implements HttpHandler {

    private static final String SCHEME = "Bearer ";

    private final byte[] key;
    private final Predicate<String> needsKey;
    private final HttpHandler next;

    /** @param needsKey asked with the path as it was sent, but for a slash at its end */
    BearerCheck(String key, Predicate<String> needsKey, HttpHandler next) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.needsKey = needsKey;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!needsKey.test(Exchanges.path(exchange))
                || presentsTheKey(exchange.getRequestHeaders().get(Headers.AUTHORIZATION))) {
            next.handleRequest(exchange);
        } else {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
            Exchanges.refuse(exchange, 401, "Send the key of this host as 'Authorization: Bearer <key>'.");
        }
    }

    private boolean presentsTheKey(@Nullable HeaderValues credentials) {
        if (credentials == null || credentials.size() != 1) {
            return false;
        }
        String value = credentials.getFirst();
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        // Undertow reads one character from each byte of a header: this is what was on the wire.
        byte[] token = value.substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(token, key);
    }
}
