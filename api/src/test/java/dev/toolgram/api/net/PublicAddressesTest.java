package dev.toolgram.api.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255", // this network
                "10.0.0.0",
                "10.255.255.255", // private
                "100.64.0.0",
                "100.127.255.255", // carrier-grade NAT
                "127.0.0.1",
                "127.255.255.255", // loopback
                "169.254.0.0",
                "169.254.169.254",
                "169.254.255.255", // link-local, metadata
                "172.16.0.0",
                "172.31.255.255", // private
                "192.0.0.0",
                "192.0.0.255", // protocol assignments
                "192.0.2.0",
                "192.0.2.255", // documentation
                "192.88.99.1", // 6to4 relays
                "192.168.0.0",
                "192.168.255.255", // private
                "198.18.0.0",
                "198.19.255.255", // benchmarks
                "198.51.100.0",
                "198.51.100.255", // documentation
                "203.0.113.0",
                "203.0.113.255", // documentation
                "224.0.0.0",
                "239.255.255.255", // multicast
                "240.0.0.0",
                "255.255.255.254",
                "255.255.255.255", // reserved, broadcast
                "::",
                "::1", // unspecified, loopback
                "::7f00:1",
                "::808:808", // v4-compatible
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b::a9fe:a9fe", // NAT64 of non-public ones
                "64:ff9b:1::",
                "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", // local NAT64
                "100::",
                "100::ffff:ffff:ffff:ffff", // discard
                "2001::",
                "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", // Teredo
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff:ffff::1", // protocol assignments
                "2001:db8::",
                "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", // documentation
                "2002::",
                "2002:7f00:1::",
                "2002:808:808::1",
                "2002:ffff:ffff::1", // 6to4
                "3fff::",
                "3fff:fff:ffff::1", // documentation
                "1fff:ffff::1",
                "4000::1",
                "5f00::1", // not global unicast
                "fc00::",
                "fd00::1",
                "fd00:ec2::254",
                "fdff:ffff::1", // unique local, metadata
                "fe80::",
                "fe80::1",
                "febf:ffff::1", // link-local
                "fec0::1",
                "feff::1", // site-local
                "ff00::",
                "ff02::1",
                "ffff:ffff::1" // multicast
            })
    void specialAddressIsNotPublic(String address) {
        assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.255",
                "192.0.3.0",
                "192.88.98.255",
                "192.88.100.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.255",
                "198.51.101.0",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255",
                "64:ff9b::808:808",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2001:db7::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700:4700::1111",
                "3ffe::1",
                "3fff:1000::1"
            })
    void addressNextToSpecialRangeIsPublic(String address) {
        assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000ffff7f000001", // ::ffff:127.0.0.1
                "00000000000000000000ffff0a000001", // ::ffff:10.0.0.1
                "00000000000000000000ffffa9fea9fe", // ::ffff:169.254.169.254
                "00000000000000000000ffff00000000" // ::ffff:0.0.0.0
            })
    void mappedAddressIsCheckedByItsIpv4Address(String bytes) {
        assertThat(PublicAddresses.contains(HexFormat.of().parseHex(bytes))).isFalse();
        assertThat(PublicAddresses.contains(HexFormat.of().parseHex("00000000000000000000ffff08080808")))
                .isTrue();
    }
}
