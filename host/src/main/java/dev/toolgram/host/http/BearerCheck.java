package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Admits callers that present the key (RFC 6750), and everybody where no key is needed. */
final class BearerCheck implements HttpHandler {

    private static final String SCHEME = "Bearer ";

    /** The name of the only key that there is. */
    private static final String KEY_NAME = "default";

    /** MCP clients look here for an OAuth server; a 401 would start a login that cannot succeed. */
    private static final Pattern OAUTH = Pattern.compile("(?:/mcp)?/\\.well-known/.*|/register|/authorize|/token");

    private final byte[] key;
    private final Predicate<String> needsKey;
    private final HttpHandler next;

    /** @param needsKey called with the path as sent, without a slash at the end */
    BearerCheck(String key, Predicate<String> needsKey, HttpHandler next) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.needsKey = needsKey;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        RequestState state = RequestState.of(exchange);
        String path = state.path();
        if (!needsKey.test(path)) {
            next.handleRequest(exchange);
        } else if (presentsTheKey(exchange.getRequestHeaders().get(Headers.AUTHORIZATION))) {
            state.admittedBy(KEY_NAME);
            next.handleRequest(exchange);
        } else if (OAUTH.matcher(path).matches()) {
            ResponseSender.refuse(exchange, 404, "Not found: this host has no OAuth server, it uses a bearer key.");
        } else {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
            ResponseSender.refuse(exchange, 401, "Send the key of this host as 'Authorization: Bearer <key>'.");
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
        // Undertow makes one character of each byte of a header: these are the bytes on the wire.
        byte[] token = value.substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(token, key);
    }
}
