package dev.toolgram.host.config;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server.
 *
 * @param listenAddress where to listen; port 0 picks a free one
 * @param authKey the bearer token that callers need; empty when none is set
 * @param metrics whether there is {@code /metrics}
 * @param metricsOpen whether {@code /metrics} needs no token
 * @param allowedHosts names, in addition to the local ones, under which the host answers without a key; in lower case
 * @param allowedOrigins origins of pages, in addition to the host's own, that may call; in lower case
 */
public record HttpConfig(
        InetSocketAddress listenAddress,
        Optional<Secret> authKey,
        boolean metrics,
        boolean metricsOpen,
        Set<String> allowedHosts,
        Set<String> allowedOrigins) {

    /** The paths that never need a key. */
    public static final Set<String> HEALTH_PATHS = Set.of("/healthz", "/readyz");

    private static final int MAX_PORT = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("(.*):([0-9]{1,5})");
    private static final String LISTEN_MESSAGE = "must be host:port, for example 127.0.0.1:8080";
    private static final String HOSTS_MESSAGE =
            "must be host names without ports, for example tools.example.com, separated by commas";
    private static final String ORIGINS_MESSAGE =
            "must be origins, for example https://example.com, separated by commas";
    private static final Pattern HOST = Pattern.compile("[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?");
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s]+");

    /** Only the host's own names and pages are accepted, and no path but those of health is open. */
    public HttpConfig(InetSocketAddress listenAddress, @Nullable String authKey) {
        this(listenAddress, Optional.ofNullable(authKey).map(Secret::new), true, false, Set.of(), Set.of());
    }

    /** Whether callers never need a key at this path. */
    public boolean isOpen(String path) {
        return HEALTH_PATHS.contains(path) || (metricsOpen && path.equals("/metrics"));
    }

    /** Whether callers must present the key at this path. */
    public boolean needsKey(String path) {
        return authKey.isPresent() && !isOpen(path);
    }

    static HttpConfig read(Environment environment) {
        return new HttpConfig(
                environment
                        .value("HTTP_LISTEN_ADDRESS", LISTEN_MESSAGE, HttpConfig::listenAddress)
                        .orElse(new InetSocketAddress("0.0.0.0", 8080)),
                environment.text("AUTH_KEY").map(Secret::new),
                environment.flag("METRICS_ENABLED", true),
                environment.flag("METRICS_OPEN"),
                environment
                        .value("ALLOWED_HOSTS", HOSTS_MESSAGE, text -> list(text, HOST))
                        .orElse(Set.of()),
                environment
                        .value("ALLOWED_ORIGINS", ORIGINS_MESSAGE, text -> list(text, ORIGIN))
                        .orElse(Set.of()));
    }

    private static @Nullable Set<String> list(String text, Pattern element) {
        Set<String> elements = Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return elements.stream().allMatch(each -> element.matcher(each).matches()) ? elements : null;
    }

    private static @Nullable InetSocketAddress listenAddress(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
            return null;
        }
        String host = matcher.group(1).replaceAll("^\\[|]$", "");
        InetSocketAddress address =
                new InetSocketAddress(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(matcher.group(2)));
        return address.isUnresolved() ? null : address;
    }
}
