package dev.toolgram.plugins.files;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Lets no request reach an address that is not public, unless the operator permits it. Thread-safe. */
final class AddressGuard {

    private final Resolver resolver;
    private final AllowList allowed;

    AddressGuard(Resolver resolver, AllowList allowed) {
        this.resolver = resolver;
        this.allowed = allowed;
    }

    /**
     * The addresses to connect to, and to no others: a second look-up could answer something else.
     *
     * @return at least one
     * @throws UnfetchableException if a single one of the host's addresses is not permitted. Leaving it out instead
     *     would help whoever can choose what a name resolves to
     */
    List<InetAddress> addresses(FileUrl url) throws UnfetchableException, InterruptedException {
        HostName host = url.host();
        List<InetAddress> addresses = resolve(host);
        if (!allowed.permits(host, url.port())
                && !addresses.stream().allMatch(address -> permits(address, url.port()))) {
            throw new UnfetchableException(("%s %s a private or local address; files are fetched from public servers"
                            + " only (the operator can permit it in TOOLGRAM_FILE_URL_ALLOW)")
                    .formatted(host, host.address() == null ? "leads to" : "is"));
        }
        return addresses;
    }

    private List<InetAddress> resolve(HostName host) throws UnfetchableException, InterruptedException {
        if (host.address() != null) {
            return List.of(host.address());
        }
        try {
            List<InetAddress> addresses = resolver.resolve(host.text());
            if (!addresses.isEmpty()) {
                return addresses;
            }
        } catch (UnknownHostException e) {
            throw new UnfetchableException(unknown(host), e);
        }
        throw new UnfetchableException(unknown(host));
    }

    private static String unknown(HostName host) {
        return "There is no server named %s; check the URL".formatted(host);
    }

    private boolean permits(InetAddress address, int port) {
        return PublicAddresses.contains(address) || allowed.permits(address, port);
    }
}
