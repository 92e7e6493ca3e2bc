package dev.toolgram.host.http;

import dev.toolgram.host.config.KeyCheck;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Admits callers that present a key (RFC 6750), and everybody where no key is needed. */
final class BearerCheck implements HttpHandler {

    private static final String SCHEME = "Bearer ";

    /** A browser cannot send headers with a handshake: here the key may be the parameter {@code token}. */
    private static final String WEB_SOCKET = "/ws/updates";

    /** MCP clients look here for an OAuth server; a 401 would start a login that cannot succeed. */
    private static final Pattern OAUTH = Pattern.compile("(?:/mcp)?/\\.well-known/.*|/register|/authorize|/token");

    private final KeyCheck keys;
    private final Predicate<String> isOpen;
    private final HttpHandler next;

    /** @param isOpen called with the path as sent, without a slash at the end */
    BearerCheck(KeyCheck keys, Predicate<String> isOpen, HttpHandler next) {
        this.keys = keys;
        this.isOpen = isOpen;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        RequestState state = RequestState.of(exchange);
        String path = state.path();
        if (isOpen.test(path)) {
            next.handleRequest(exchange);
            return;
        }
        switch (verdict(exchange)) {
            case KeyCheck.Verdict.Admitted(String name) -> {
                state.admittedBy(name);
                next.handleRequest(exchange);
            }
            case KeyCheck.Verdict.Refused(String _)
            when OAUTH.matcher(path).matches() ->
                ResponseSender.refuse(exchange, 404, "Not found: this host has no OAuth server, it uses a bearer key.");
            case KeyCheck.Verdict.Refused(String message) -> {
                exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
                ResponseSender.refuse(exchange, 401, message);
            }
        }
    }

    private KeyCheck.Verdict verdict(HttpServerExchange exchange) {
        HeaderValues credentials = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
        if (credentials == null && RequestState.of(exchange).path().equals(WEB_SOCKET)) {
            return token(exchange.getQueryString());
        }
        return verdict(credentials);
    }

    private KeyCheck.Verdict token(String query) {
        try {
            List<String> tokens = UrlDecoder.query(query).getOrDefault("token", List.of());
            return tokens.size() == 1
                    ? keys.check(tokens.getFirst().getBytes(StandardCharsets.UTF_8))
                    : KeyCheck.UNKNOWN;
        } catch (UrlDecoder.MalformedException e) {
            return KeyCheck.UNKNOWN;
        }
    }

    private KeyCheck.Verdict verdict(@Nullable HeaderValues credentials) {
        if (credentials == null || credentials.size() != 1) {
            return KeyCheck.UNKNOWN;
        }
        String value = credentials.getFirst();
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return KeyCheck.UNKNOWN;
        }
        // Undertow makes one character of each byte of a header: these are the bytes on the wire.
        return keys.check(value.substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1));
    }
}
