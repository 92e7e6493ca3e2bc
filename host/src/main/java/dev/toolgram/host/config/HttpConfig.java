package dev.toolgram.host.config;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server.
 *
 * @param listenAddress where to listen; port 0 picks a free one
 * @param authKey the bearer token that callers need; empty when none is set
 * @param metricsOpen whether {@code /metrics} needs no token
 * @param allowedHosts names, in addition to the local ones, under which the host answers without a key; in lower case
 * @param allowedOrigins origins of pages, in addition to the host's own, that may call; in lower case
 */
public record HttpConfig(
        InetSocketAddress listenAddress,
        Optional<Secret> authKey,
        boolean metricsOpen,
        Set<String> allowedHosts,
        Set<String> allowedOrigins) {

    /** The paths that never need a key. */
    public static final Set<String> HEALTH_PATHS = Set.of("/healthz", "/readyz");

    private static final int MAX_PORT = 65_535;
    private static final Pattern HOST = Pattern.compile("[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?");
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s]+");

    /** Only the host's own names and pages are accepted, and no path but those of health is open. */
    public HttpConfig(InetSocketAddress listenAddress, @Nullable String authKey) {
        this(listenAddress, Optional.ofNullable(authKey).map(Secret::new), false, Set.of(), Set.of());
    }

    /** Whether callers must present the key at this path. */
    public boolean needsKey(String path) {
        return authKey.isPresent() && !HEALTH_PATHS.contains(path) && !(metricsOpen && path.equals("/metrics"));
    }

    static HttpConfig read(Environment environment) {
        return new HttpConfig(
                environment
                        .value("HTTP_LISTEN_ADDRESS", HttpConfig::listenAddress)
                        .orElse(new InetSocketAddress("0.0.0.0", 8080)),
                environment.text("AUTH_KEY").map(Secret::new),
                environment.flag("METRICS_OPEN"),
                environment
                        .value(
                                "ALLOWED_HOSTS",
                                text -> list(text, HOST, "host names without ports, for example tools.example.com"))
                        .orElse(Set.of()),
                environment
                        .value(
                                "ALLOWED_ORIGINS",
                                text -> list(text, ORIGIN, "origins, for example https://example.com"))
                        .orElse(Set.of()));
    }

    private static Set<String> list(String text, Pattern element, String words) {
        Set<String> elements = Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!elements.stream().allMatch(each -> element.matcher(each).matches())) {
            throw new IllegalArgumentException("must be " + words + ", separated by commas");
        }
        return elements;
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
