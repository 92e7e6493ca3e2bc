package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a browser sends on behalf of somebody else's page: otherwise any page could use a host without key on
 * the reader's own machine.
 */
final class OriginCheck implements HttpHandler {

    private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#@]+)");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]+]|[^:\\[\\]]+)(?::(\\d*))?");

    private final HttpHandler next;

    OriginCheck(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderValues origins = exchange.getRequestHeaders().get(Headers.ORIGIN);
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        if (origins == null || (origins.size() == 1 && isOwn(origins.getFirst(), host))) {
            next.handleRequest(exchange);
        } else {
            Exchanges.refuse(exchange, 403, "Requests from pages of another origin are refused.");
        }
    }

    /**
     * Whether an origin is the host's own. A {@code Host} without port means the default of the origin's scheme: behind
     * a proxy that ends TLS, only the browser knows the scheme.
     */
    static boolean isOwn(String origin, @Nullable String host) {
        Matcher parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
        if (host == null || !parts.matches()) {
            return false;
        }
        String defaultPort = parts.group(1).equals("https") ? "443" : "80";
        String own = authority(host.toLowerCase(Locale.ROOT), defaultPort);
        return own != null && own.equals(authority(parts.group(2), defaultPort));
    }

    private static @Nullable String authority(String text, String defaultPort) {
        Matcher parts = AUTHORITY.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String port = parts.group(2);
        return parts.group(1) + ":" + (port == null || port.isEmpty() ? defaultPort : port);
    }
}
