package dev.toolgram.plugins.files;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the operator permits although it is not public: hosts ({@code files.internal}), addresses ({@code 10.0.0.5}) and
 * ranges ({@code 10.1.0.0/16}), the first two also with a port ({@code files.internal:8443}, {@code [fd00::5]:8443}).
 *
 * @param entries any of them suffices
 */
record AllowList(List<Entry> entries) {

    static final AllowList NONE = new AllowList(List.of());

    private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):(\\d{1,5})");

    /**
     * One permission.
     *
     * @param host a host's name; {@code null} when a network is meant
     * @param network a range of addresses; {@code null} when a host is meant
     * @param port the only port; {@code null} for every port
     */
    record Entry(
            @Nullable String host,
            @Nullable Network network,
            @Nullable Integer port) {}

    /** Copies the entries. */
    AllowList {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the operator's list, entries separated by commas.
     *
     * @throws IllegalArgumentException if an entry cannot be read; the message names every such entry
     */
    static AllowList valueOf(String list) {
        List<Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String entry : list.split(",")) {
            if (!entry.isBlank()) {
                try {
                    entries.add(entry(entry.strip()));
                } catch (IllegalArgumentException | UnfetchableException e) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new AllowList(entries);
    }

    private static Entry entry(String text) throws UnfetchableException {
        if (text.contains("/")) {
            return new Entry(null, Network.of(text), null);
        }
        Matcher withPort = WITH_PORT.matcher(text);
        boolean hasPort = withPort.matches();
        String name = hasPort ? withPort.group(1) : text;
        // An address with colons needs its brackets only where a port could follow.
        HostName host = HostName.of(HostName.literal(name) != null && name.contains(":") ? "[" + name + "]" : name);
        Integer port = hasPort ? Integer.valueOf(withPort.group(2)) : null;
        return host.address() == null
                ? new Entry(host.text(), null, port)
                : new Entry(null, Network.of(host.text()), port);
    }

    /** Whether the host may be fetched from, wherever it leads. */
    boolean permits(HostName host, int port) {
        return entries.stream().anyMatch(entry -> host.text().equals(entry.host()) && matches(entry, port));
    }

    /** Whether the address may be connected to, whatever name led there. */
    boolean permits(InetAddress address, int port) {
        byte[] bytes = address.getAddress();
        return entries.stream()
                .anyMatch(entry -> entry.network() != null && entry.network().contains(bytes) && matches(entry, port));
    }

    private static boolean matches(Entry entry, int port) {
        return entry.port() == null || entry.port() == port;
    }
}
