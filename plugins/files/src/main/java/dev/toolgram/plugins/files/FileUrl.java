package dev.toolgram.plugins.files;

import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.net.ForbiddenAddressException;
import dev.toolgram.api.net.HostName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a file. Not parsed by {@link java.net.URI}, which rejects internationalized host names and
 * pasted spaces.
 *
 * @param scheme the scheme, {@code https} or {@code http}
 * @param host the host
 * @param port the port, explicit or the default
 * @param path the path and query, percent-encoded; starts with a slash
 */
record FileUrl(String scheme, HostName host, int port, String path) {

    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\\\\]*)([/?][^#]*)?(#.*)?");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(:\\d*)?");

    /**
     * Parses a URL.
     *
     * @param httpAllowed whether {@code http} is accepted in addition to {@code https}
     * @throws UnfetchableException if the URL is invalid or not allowed
     */
    static FileUrl parse(String text, boolean httpAllowed) throws UnfetchableException {
        String url = text.strip();
        Matcher parts = URL.matcher(url);
        if (url.chars().anyMatch(Character::isISOControl) || !parts.matches()) {
            throw new UnfetchableException("Invalid URL: use a form like https://example.com/photo.jpg");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && httpAllowed)) {
            throw new UnfetchableException(
                    scheme.equals("http")
                            ? "Only https is accepted: use https://, or ask the operator to set"
                                    + " TOOLGRAM_ALLOW_HTTP_FILES=true"
                            : "Only https is accepted, not " + UnfetchableException.quote(scheme));
        }
        String authority = parts.group(2);
        if (authority.contains("@")) {
            throw new UnfetchableException(
                    "The URL must not contain a user name or password: remove everything before the @");
        }
        Matcher hostAndPort = AUTHORITY.matcher(authority);
        if (!hostAndPort.matches()) {
            throw new UnfetchableException(
                    "Invalid host and port %s: check the URL".formatted(UnfetchableException.quote(authority)));
        }
        if (hostAndPort.group(1).isEmpty()) {
            throw new UnfetchableException("The URL has no host: use a form like https://example.com/photo.jpg");
        }
        HostName host = host(hostAndPort.group(1));
        return new FileUrl(scheme, host, port(scheme, hostAndPort.group(2)), path(parts.group(3)));
    }

    /**
     * Resolves the target of a redirect (RFC 3986, section 5.2).
     *
     * @param location the {@code Location} header
     * @throws UnfetchableException as {@link #parse}
     */
    FileUrl resolve(String location, boolean httpAllowed) throws UnfetchableException {
        String reference = location.strip();
        if (SCHEME.matcher(reference).matches()) {
            return parse(reference, httpAllowed);
        }
        if (reference.startsWith("//")) {
            return parse(scheme + ":" + reference, httpAllowed);
        }
        String target;
        if (reference.isEmpty() || reference.startsWith("#")) {
            target = path;
        } else if (reference.startsWith("?")) {
            target = pathOnly(path) + reference;
        } else if (reference.startsWith("/")) {
            target = reference;
        } else {
            String base = pathOnly(path);
            target = base.substring(0, base.lastIndexOf('/') + 1) + reference;
        }
        return parse(scheme + "://" + host + ":" + port + target, httpAllowed);
    }

    /** The last segment of the path, decoded; empty if the path ends with a slash. */
    String lastSegment() {
        String base = pathOnly(path);
        return PercentCoding.decode(base.substring(base.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
    }

    boolean hasDefaultPort() {
        return port == defaultPort(scheme);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static int port(String scheme, @Nullable String colonAndPort) throws UnfetchableException {
        if (colonAndPort == null || colonAndPort.equals(":")) {
            return defaultPort(scheme);
        }
        String digits = colonAndPort.substring(1);
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw new UnfetchableException("The URL's port must be 1 to 65535, not " + digits);
        }
        return port;
    }

    private static String path(@Nullable String pathAndQuery) {
        String path = pathAndQuery == null ? "/" : PercentCoding.encode(pathAndQuery);
        return withoutDots(path.startsWith("/") ? path : "/" + path);
    }

    private static String pathOnly(String pathAndQuery) {
        int end = pathAndQuery.indexOf('?');
        return end < 0 ? pathAndQuery : pathAndQuery.substring(0, end);
    }

    /**
     * Resolves and checks the host.
     *
     * @throws UnfetchableException if an address of it is not allowed, or it has none
     */
    List<InetAddress> addresses(AddressGuard guard) throws UnfetchableException, InterruptedException {
        try {
            return guard.addresses(host, port);
        } catch (ForbiddenAddressException e) {
            throw new UnfetchableException(
                    "%s: files are fetched only from public servers (the operator can allow it in TOOLGRAM_FILE_URL_ALLOW)"
                            .formatted(e.getMessage()),
                    e);
        } catch (UnknownHostException e) {
            throw new UnfetchableException("Unknown host %s: check the URL".formatted(host), e);
        }
    }

    private static HostName host(String text) throws UnfetchableException {
        try {
            return HostName.of(text);
        } catch (IllegalArgumentException e) {
            throw new UnfetchableException("%s (%s)".formatted(e.getMessage(), UnfetchableException.quote(text)), e);
        }
    }

    /** Resolves dot segments, plain or percent-encoded (RFC 3986, section 5.2.4). */
    private static String withoutDots(String pathAndQuery) {
        String path = pathOnly(pathAndQuery);
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int index = 0; index < segments.length; index++) {
            String plain = segments[index].replaceAll("(?i)%2e", ".");
            boolean dots = plain.equals(".") || plain.equals("..");
            if (plain.equals("..")) {
                var _ = kept.pollLast();
            }
            if (!dots) {
                kept.addLast(segments[index]);
            } else if (index == segments.length - 1) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept) + pathAndQuery.substring(path.length());
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port + path;
    }
}
