package dev.toolgram.plugins.files;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Blocks requests to non-public addresses unless the operator allows them. Thread-safe. */
final class AddressGuard {

    private final Resolver resolver;
    private final AllowList allowed;

    AddressGuard(Resolver resolver, AllowList allowed) {
        this.resolver = resolver;
        this.allowed = allowed;
    }

    /**
     * Resolves and checks the host of a URL. The caller must connect only to the returned addresses, because a second
     * lookup may return different ones.
     *
     * @return at least one address
     * @throws UnfetchableException if any of the host's addresses is not allowed, or there are none. Skipping it instead
     *     would help an attacker who controls the name's DNS records
     */
    List<InetAddress> addresses(FileUrl url) throws UnfetchableException, InterruptedException {
        HostName host = url.host();
        List<InetAddress> addresses = resolve(host);
        if (!allowed.permits(host, url.port())
                && !addresses.stream().allMatch(address -> permits(address, url.port()))) {
            throw new UnfetchableException(
                    ("%s %s a private or local address: files are fetched only from public servers"
                                    + " (the operator can allow it in TOOLGRAM_FILE_URL_ALLOW)")
                            .formatted(host, host.address() == null ? "resolves to" : "is"));
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
        return "Unknown host %s: check the URL".formatted(host);
    }

    private boolean permits(InetAddress address, int port) {
        return PublicAddresses.contains(address) || allowed.permits(address, port);
    }
}
