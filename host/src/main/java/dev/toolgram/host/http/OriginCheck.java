package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses requests that a browser sends for a page of another origin: any page could use a host without key. */
final class OriginCheck implements HttpHandler {

    private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#@]+)");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]+]|[^:\\[\\]]+)(?::(\\d*))?");
    private static final HttpString SEC_FETCH_SITE = new HttpString("Sec-Fetch-Site");
    private static final Set<String> FOREIGN_SITES = Set.of("cross-site", "same-site");

    private final Set<String> allowed;
    private final HttpHandler next;

    /** @param allowed other origins, as browsers write them */
    OriginCheck(Set<String> allowed, HttpHandler next) {
        this.allowed = Set.copyOf(allowed);
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderMap headers = exchange.getRequestHeaders();
        HeaderValues origins = headers.get(Headers.ORIGIN);
        if (origins == null ? isOwnOrReads(exchange) : origins.size() == 1 && isAllowed(origins.getFirst(), headers)) {
            next.handleRequest(exchange);
        } else {
            ResponseSender.refuse(
                    exchange,
                    403,
                    "Requests from pages of another origin are refused, unless it is in TOOLGRAM_ALLOWED_ORIGINS.");
        }
    }

    /** Browsers may leave the origin out, for example where a link is followed; other programs always do. */
    private static boolean isOwnOrReads(HttpServerExchange exchange) {
        String site = exchange.getRequestHeaders().getFirst(SEC_FETCH_SITE);
        return site == null
                || !FOREIGN_SITES.contains(site)
                || exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD);
    }

    private boolean isAllowed(String origin, HeaderMap headers) {
        return isOwn(origin, headers.getFirst(Headers.HOST)) || allowed.contains(origin.toLowerCase(Locale.ROOT));
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
