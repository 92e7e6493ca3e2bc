package dev.toolgram.host.events.webhook;

import dev.toolgram.api.net.HostName;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The URL of a receiver. Immutable.
 *
 * @param uri as it was given
 * @param host its host
 * @param port its port, explicit or the default
 */
record WebhookUrl(URI uri, HostName host, int port) {

    /** @throws IllegalArgumentException with a message for the caller */
    static WebhookUrl of(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Invalid URL: use a form like https://example.com/hook", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("Only https is accepted: use a form like https://example.com/hook");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("The URL must not contain a user name or password: use headers");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("The URL has no valid host: use a form like https://example.com/hook");
        }
        HostName host = HostName.of(uri.getHost());
        int port = uri.getPort() < 0 ? (scheme.equals("https") ? 443 : 80) : uri.getPort();
        return new WebhookUrl(uri, host, port);
    }

    boolean isHttps() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    /** The value of the Host header. */
    String authority() {
        return uri.getPort() < 0 ? host.toString() : host + ":" + port;
    }

    /** The URL of one of the host's addresses. */
    URI at(InetAddress address) {
        String literal = address.getHostAddress();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return URI.create("%s://%s:%d%s%s"
                .formatted(
                        isHttps() ? "https" : "http",
                        literal.contains(":") ? "[" + literal.replaceFirst("%.*", "") + "]" : literal,
                        port,
                        path,
                        uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }
}
