package dev.toolgram.api.net;

import java.net.InetAddress;

/**
 * A range of addresses.
 *
 * @param address the first address
 * @param bits the length of the prefix in bits
 */
record Network(InetAddress address, int bits) {

    /**
     * Parses an address ({@code 10.0.0.5}) or a range in CIDR notation ({@code 10.0.0.0/8}, {@code fd00::/8}).
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Network of(String text) {
        int slash = text.indexOf('/');
        InetAddress address = HostName.literal(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("Invalid address '%s'".formatted(text));
        }
        int size = address.getAddress().length * 8;
        int bits = slash < 0 ? size : bits(text, text.substring(slash + 1), size);
        return new Network(address, bits);
    }

    private static int bits(String text, String digits, int size) {
        if (digits.matches("\\d{1,3}") && Integer.parseInt(digits) <= size) {
            return Integer.parseInt(digits);
        }
        throw new IllegalArgumentException(
                "Invalid range '%s': the prefix length must be 0 to %d".formatted(text, size));
    }

    boolean contains(byte[] candidate) {
        byte[] first = address.getAddress();
        if (candidate.length != first.length) {
            return false;
        }
        for (int index = 0; index < bits; index++) {
            int mask = 0x80 >> (index % 8);
            if ((first[index / 8] & mask) != (candidate[index / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
