package dev.toolgram.host.config;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The doors.
 *
 * @param listenAddress where to listen; port 0 picks a free one
 * @param authKey the bearer token that callers need; empty when none is set
 * @param metricsOpen whether {@code /metrics} needs no token
 */
public record HttpConfig(InetSocketAddress listenAddress, Optional<Secret> authKey, boolean metricsOpen) {

    private static final int MAX_PORT = 65_535;

    static HttpConfig read(Environment environment) {
        return new HttpConfig(
                environment
                        .value("HTTP_LISTEN_ADDRESS", HttpConfig::listenAddress)
                        .orElse(new InetSocketAddress("0.0.0.0", 8080)),
                environment.text("AUTH_KEY").map(Secret::new),
                environment.flag("METRICS_OPEN"));
    }

    private static InetSocketAddress listenAddress(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        String port = text.substring(colon + 1);
        if (colon >= 0 && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= MAX_PORT) {
            InetSocketAddress address =
                    new InetSocketAddress(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(port));
            if (!address.isUnresolved()) {
                return address;
            }
        }
        throw new IllegalArgumentException("must be host:port, for example 127.0.0.1:8080");
    }
}
