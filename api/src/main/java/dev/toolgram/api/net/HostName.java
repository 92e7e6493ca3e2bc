package dev.toolgram.api.net;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL in canonical form: a lower-case ASCII name without a trailing dot, or an address as the JDK
 * prints it. Accepts only canonical address notations, because programs interpret the others differently
 * ({@code 0177.0.0.1}, {@code 2130706433}, {@code 127.1}).
 *
 * @param text the name or the address, without brackets
 * @param address the address; {@code null} for a name
 */
public record HostName(String text, @Nullable InetAddress address) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*");
    private static final Pattern ENDS_WITH_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    /** Letters that the JDK's IDNA 2003 maps to others, which is a different host. */
    private static final Pattern DEVIANT = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    /**
     * Parses the host part of a URL.
     *
     * @throws IllegalArgumentException if it is neither a valid name nor an address in canonical notation; the message says
     *     how to fix it, without the value
     */
    public static HostName of(String host) {
        if (host.startsWith("[")) {
            InetAddress address = host.endsWith("]") ? literal(host.substring(1, host.length() - 1)) : null;
            if (address == null || !host.contains(":")) {
                throw new IllegalArgumentException("Invalid IPv6 address: use a form like [2600::1]");
            }
            return new HostName(address.getHostAddress(), address);
        }
        String name = ascii(host);
        if (ENDS_WITH_NUMBER.matcher(name).matches()) {
            InetAddress address = literal(name);
            if (address == null) {
                throw new IllegalArgumentException("Invalid address: write an IPv4 address as four decimal numbers");
            }
            return new HostName(name, address);
        }
        if (name.length() > 253 || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Invalid host name");
        }
        return new HostName(name, null);
    }

    /** Parses an address in canonical notation; {@code null} if it is not one. Never does a DNS lookup. */
    static @Nullable InetAddress literal(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String ascii(String host) {
        if (DEVIANT.matcher(host).find()) {
            throw new IllegalArgumentException("Ambiguous host name: write it in its xn-- form");
        }
        try {
            String name = IDN.toASCII(host).toLowerCase(Locale.ROOT);
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Invalid host name", e);
        }
    }

    /** The host in URL notation. */
    @Override
    public String toString() {
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }
}
