package dev.toolgram.host.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Protects a host without key that listens on this machine only. A page whose own domain name suddenly leads to this
 * machine (DNS rebinding) is of the same origin as the host, to its browser; only the name gives it away. Names without
 * a dot belong to nobody on the internet.
 */
final class LocalHostCheck implements HttpHandler {

    private static final Pattern LOCAL =
            Pattern.compile("(\\[[0-9a-f:.%]+]|\\d+(\\.\\d+){3}|[^.:]*|([^:]*\\.)?localhost)\\.?(:\\d*)?");

    private final HttpHandler next;

    LocalHostCheck(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (isLocal(exchange.getRequestHeaders().getFirst(Headers.HOST))) {
            next.handleRequest(exchange);
        } else {
            Exchanges.refuse(
                    exchange,
                    403,
                    "Without a key, this host answers to localhost only: set TOOLGRAM_AUTH_KEY to use it under a name.");
        }
    }

    static boolean isLocal(@Nullable String host) {
        return host == null || LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
