package dev.toolgram.api.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The non-public servers that the operator allows: hosts ({@code files.internal}), addresses ({@code 10.0.0.5}) and
 * ranges ({@code 10.1.0.0/16}), the first two also with a port ({@code files.internal:8443}, {@code [fd00::5]:8443}). Immutable.
 */
public final class AllowList {

    /** Allows no server. */
    public static final AllowList NONE = new AllowList(List.of());

    private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):(\\d{1,5})");

    /**
     * One entry.
     *
     * @param host a host name; {@code null} for a network
     * @param network a range of addresses; {@code null} for a host
     * @param port the allowed port; {@code null} for all ports
     */
    private record Entry(
            @Nullable String host,
            @Nullable Network network,
            @Nullable Integer port) {}

    private final List<Entry> entries;

    private AllowList(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Parses a comma-separated list.
     *
     * @throws IllegalArgumentException if an entry is invalid; the message lists all invalid entries
     */
    public static AllowList valueOf(String list) {
        List<Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String entry : list.split(",")) {
            if (!entry.isBlank()) {
                try {
                    entries.add(entry(entry.strip()));
                } catch (IllegalArgumentException e) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new AllowList(entries);
    }

    private static Entry entry(String text) {
        if (text.contains("/")) {
            return new Entry(null, Network.of(text), null);
        }
        Matcher withPort = WITH_PORT.matcher(text);
        boolean hasPort = withPort.matches();
        String name = hasPort ? withPort.group(1) : text;
        // An IPv6 address needs brackets only when a port follows.
        HostName host = host(HostName.literal(name) != null && name.contains(":") ? "[" + name + "]" : name);
        Integer port = hasPort ? Integer.valueOf(withPort.group(2)) : null;
        return host.address() == null
                ? new Entry(host.text(), null, port)
                : new Entry(null, Network.of(host.text()), port);
    }

    private static HostName host(String name) {
        try {
            return HostName.of(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: '%s'".formatted(e.getMessage(), name), e);
        }
    }

    /** Whether a host is allowed: its name, with any address, or the address that it is. */
    public boolean permits(HostName host, int port) {
        InetAddress address = host.address();
        return address == null
                ? entries.stream().anyMatch(entry -> host.text().equals(entry.host()) && matches(entry, port))
                : permits(address, port);
    }

    /** Whether an address is allowed, for any host name. */
    boolean permits(InetAddress address, int port) {
        byte[] bytes = address.getAddress();
        return entries.stream()
                .anyMatch(entry -> entry.network() != null && entry.network().contains(bytes) && matches(entry, port));
    }

    private static boolean matches(Entry entry, int port) {
        return entry.port() == null || entry.port() == port;
    }
}
