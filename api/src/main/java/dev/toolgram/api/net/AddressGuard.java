package dev.toolgram.api.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves the hosts of URLs that come from a caller, and rejects non-public addresses unless the operator allows them:
 * loopback, private, link-local and other special-purpose addresses (IANA's registries). Thread-safe.
 */
public final class AddressGuard {

    private final Resolver resolver;
    private final AllowList allowed;

    /**
     * A guard that resolves names with the operating system; its lookups can be interrupted.
     *
     * @param allowed the non-public servers that may be reached
     */
    public AddressGuard(AllowList allowed) {
        this(new SystemResolver(), allowed);
    }

    /** @param allowed the non-public servers that may be reached */
    public AddressGuard(Resolver resolver, AllowList allowed) {
        this.resolver = resolver;
        this.allowed = allowed;
    }

    /**
     * Resolves and checks a host. The caller must connect only to the returned addresses, because a second lookup may
     * return different ones, and must check each redirect.
     *
     * @param port the port of the connection, which an entry of the allow-list may name
     * @return at least one address
     * @throws ForbiddenAddressException if any of the host's addresses is not allowed. Skipping it instead would help an
     *     attacker who controls the name's DNS records
     * @throws UnknownHostException if there are no addresses
     * @throws InterruptedException if the calling thread is interrupted
     */
    public List<InetAddress> addresses(HostName host, int port)
            throws ForbiddenAddressException, UnknownHostException, InterruptedException {
        InetAddress literal = host.address();
        List<InetAddress> addresses = literal == null ? resolver.resolve(host.text()) : List.of(literal);
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host.text());
        }
        if (!allowed.permits(host, port) && !addresses.stream().allMatch(address -> permits(address, port))) {
            throw new ForbiddenAddressException(
                    "%s %s a private or local address".formatted(host, literal == null ? "resolves to" : "is"));
        }
        return addresses;
    }

    private boolean permits(InetAddress address, int port) {
        return PublicAddresses.contains(address) || allowed.permits(address, port);
    }
}
