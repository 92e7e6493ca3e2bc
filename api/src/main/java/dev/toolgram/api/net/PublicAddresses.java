package dev.toolgram.api.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Recognizes public internet addresses by IANA's registries of special-purpose addresses. For IPv6,
 * only the allocated global unicast range is public, so ranges that are reserved in the future are rejected.
 */
final class PublicAddresses {

    private static final List<Network> SPECIAL_V4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, clouds' metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /** Excludes unspecified, loopback, v4-compatible, discard, unique local, link-local, site-local and multicast. */
    private static final Network GLOBAL_V6 = Network.of("2000::/3");

    private static final List<Network> SPECIAL_V6 = networks(
            "2001::/23", // protocol assignments, Teredo among them: it wraps an IPv4 address
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: wraps an IPv4 address
            "3fff::/20"); // documentation

    private static final Network NAT64 = Network.of("64:ff9b::/96");

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    /** As {@link #contains(InetAddress)}, for raw bytes: the JDK converts v4-mapped addresses to IPv4. */
    static boolean contains(byte[] address) {
        if (address.length == 4) {
            return SPECIAL_V4.stream().noneMatch(network -> network.contains(address));
        }
        if (isMapped(address) || NAT64.contains(address)) {
            return contains(Arrays.copyOfRange(address, 12, 16));
        }
        return GLOBAL_V6.contains(address) && SPECIAL_V6.stream().noneMatch(network -> network.contains(address));
    }

    /** {@code ::ffff:0:0/96}; the JDK cannot express it as a network. */
    private static boolean isMapped(byte[] address) {
        for (int index = 0; index < 10; index++) {
            if (address[index] != 0) {
                return false;
            }
        }
        return address[10] == (byte) 0xff && address[11] == (byte) 0xff;
    }

    private static List<Network> networks(String... networks) {
        return Arrays.stream(networks).map(Network::of).toList();
    }
}
