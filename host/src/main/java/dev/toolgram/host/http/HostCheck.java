package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a host without key from being called on its own machine under a stranger's name. Such a name can be made to
 * point here (DNS rebinding), and then a page from there has the same origin as the host. An address cannot, nor a name
 * that public DNS does not have.
 */
final class HostCheck implements HttpHandler {

    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");

    /** RFC 6761, 6762, 8375 and 9476, ICANN's private-use domain, and those it never gave out for they were in use. */
    private static final List<String> NOT_PUBLIC = List.of(
            ".localhost",
            ".local",
            ".internal",
            ".home.arpa",
            ".alt",
            ".test",
            ".example",
            ".invalid",
            ".lan",
            ".home",
            ".corp");

    private final HttpHandler next;

    HostCheck(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean local = exchange.getDestinationAddress().getAddress().isLoopbackAddress();
        if (local
                && !Exchanges.asksForHealth(exchange)
                && isPublic(exchange.getRequestHeaders().getFirst(Headers.HOST))) {
            Exchanges.refuse(
                    exchange,
                    403,
                    "Without TOOLGRAM_AUTH_KEY this host answers on its own machine only as localhost or by its address.");
        } else {
            next.handleRequest(exchange);
        }
    }

    /** Whether somebody may own this name. */
    static boolean isPublic(@Nullable String host) {
        if (host == null) {
            return false; // a browser always sends one
        }
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.contains(".")
                && !ADDRESS.matcher(name).matches()
                && NOT_PUBLIC.stream().noneMatch(name::endsWith);
    }
}
