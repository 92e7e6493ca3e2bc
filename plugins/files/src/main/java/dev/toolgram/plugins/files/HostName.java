package dev.toolgram.plugins.files;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL in one form only: a name in small ASCII letters without a dot at its end, or an address as the JDK
 * prints it. Only the plain notations of an address are read, because programs disagree about the odd ones
 * ({@code 0177.0.0.1}, {@code 2130706433}, {@code 127.1}), and what one refuses another would connect to.
 *
 * @param text the name or the address, without brackets
 * @param address the address, when the URL names one
 */
record HostName(String text, @Nullable InetAddress address) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*");
    private static final Pattern ENDS_WITH_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    /** Letters that the JDK's older rules for names turn into others, which is another host. */
    private static final Pattern DEVIANT = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    /**
     * Reads the host part of a URL.
     *
     * @throws UnfetchableException if it is neither a name nor an address in plain notation
     */
    static HostName of(String host) throws UnfetchableException {
        if (host.startsWith("[")) {
            InetAddress address = host.endsWith("]") ? literal(host.substring(1, host.length() - 1)) : null;
            if (address == null || !host.contains(":")) {
                throw new UnfetchableException(
                        "%s is no IPv6 address; write it like [2600::1]".formatted(UnfetchableException.quote(host)));
            }
            return new HostName(address.getHostAddress(), address);
        }
        String name = ascii(host);
        if (ENDS_WITH_NUMBER.matcher(name).matches()) {
            InetAddress address = literal(name);
            if (address == null) {
                throw new UnfetchableException("%s is no address; write an IPv4 address as four decimal numbers"
                        .formatted(UnfetchableException.quote(host)));
            }
            return new HostName(name, address);
        }
        if (name.length() > 253 || !NAME.matcher(name).matches()) {
            throw new UnfetchableException(
                    "%s is no host name; check the URL".formatted(UnfetchableException.quote(host)));
        }
        return new HostName(name, null);
    }

    /** The address that a text is, in plain notation; {@code null} when it is none. Never asks a name server. */
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

    private static String ascii(String host) throws UnfetchableException {
        if (DEVIANT.matcher(host).find()) {
            throw new UnfetchableException("%s can be read in two ways; write the host name in its xn-- form"
                    .formatted(UnfetchableException.quote(host)));
        }
        try {
            String name = IDN.toASCII(host).toLowerCase(Locale.ROOT);
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        } catch (IllegalArgumentException e) {
            throw new UnfetchableException(
                    "%s is no host name; check the URL".formatted(UnfetchableException.quote(host)), e);
        }
    }

    /** As it is written in a URL. */
    @Override
    public String toString() {
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }
}
