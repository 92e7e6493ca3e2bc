package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Without a key, admits only requests for a name that nobody else can point at this machine. A page under any other name
 * would have the same origin as the host (DNS rebinding).
 */
final class HostCheck implements HttpHandler {

    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");

    private final Set<String> allowed;
    private final HttpHandler next;

    /** @param allowed more names, in lower case and without ports */
    HostCheck(Set<String> allowed, HttpHandler next) {
        this.allowed = Set.copyOf(allowed);
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        if (isAllowed(host) || RequestState.of(exchange).isForHealth()) {
            next.handleRequest(exchange);
        } else {
            ResponseSender.refuse(
                    exchange,
                    403,
                    ("Host '%.100s' is not allowed: without TOOLGRAM_AUTH_KEY use localhost, an IP address or this machine's"
                                    + " host name, or add the name to TOOLGRAM_ALLOWED_HOSTS.")
                            .formatted(host));
        }
    }

    private boolean isAllowed(@Nullable String host) {
        if (host == null) {
            return true; // HTTP/1.0; a browser always sends one
        }
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        return name.equals("localhost") || isAddress(name) || allowed.contains(name) || name.equals(OwnName.VALUE);
    }

    /** Whether a host is an IP address in the form in which browsers write it (RFC 5952, RFC 3986). */
    static boolean isAddress(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && !host.matches("[0-9.]+")) {
            return false;
        }
        String text = bracketed ? host.substring(1, host.length() - 1) : host;
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            return bracketed == address instanceof Inet6Address
                    && canonical(address).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String canonical(InetAddress address) {
        String full = address.getHostAddress();
        String longest = ZEROS.matcher(full)
                .results()
                .map(MatchResult::group)
                .reduce("", (one, other) -> other.length() > one.length() ? other : one);
        if (address instanceof Inet6Address && !longest.isEmpty()) {
            int at = full.indexOf(longest);
            return full.substring(0, at) + "::" + full.substring(at + longest.length());
        }
        return full;
    }

    /** Looked up when it is needed: it may ask a name server. */
    private static final class OwnName {

        static final String VALUE = read();

        private static String read() {
            try {
                return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }
}
