package dev.toolgram.host.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A Telethon StringSession: the version 1, then in URL-safe base64 the data centre (a byte), its address (4 or 16
 * bytes), its port (2 bytes, big endian) and the key. It is full access to the account, and prints as stars.
 *
 * @param dataCentre 1 to 5
 * @param address where the data centre was reached; TDLib has its own list, so it only matters to other programs
 * @param port as the address
 * @param key the key shared with that data centre
 */
public record StringSession(int dataCentre, InetAddress address, int port, AuthKey key) {

    private static final char VERSION = '1';
    private static final int PORT = 443;

    /** Telegram's public data centres, 1 to 5, as other programs want to find them in a string. */
    private static final List<String> ADDRESSES =
            List.of("149.154.175.53", "149.154.167.51", "149.154.175.100", "149.154.167.91", "91.108.56.130");

    /** Where the test data centres are, which have other accounts and other keys. */
    private static final Set<InetAddress> TEST_ADDRESSES = Set.of(
            address("149.154.175.10"),
            address("149.154.167.40"),
            address("149.154.175.117"),
            address("2001:b28:f23d:f001::e"),
            address("2001:67c:4e8:f002::e"),
            address("2001:b28:f23d:f003::e"));

    /** The session of a key that was agreed on with one of Telegram's public data centres. */
    static StringSession of(int dataCentre, AuthKey key) {
        return new StringSession(dataCentre, address(ADDRESSES.get(dataCentre - 1)), PORT, key);
    }

    /**
     * Reads a string.
     *
     * @throws IllegalArgumentException with what is wrong with it, as the end of a sentence that names the setting;
     *     nothing of the string is in it
     */
    public static StringSession parse(String text) {
        if (text.isEmpty() || text.charAt(0) != VERSION) {
            throw new IllegalArgumentException("is not a session string that Toolgram can read: those of Telethon,"
                    + " version 1, begin with a 1");
        }
        ByteBuffer bytes = ByteBuffer.wrap(decode(text.substring(1)));
        int dataCentre = Byte.toUnsignedInt(bytes.get());
        byte[] addressBytes = new byte[bytes.remaining() - Short.BYTES - AuthKey.LENGTH];
        bytes.get(addressBytes);
        InetAddress address = address(addressBytes);
        int port = Short.toUnsignedInt(bytes.getShort());
        byte[] key = new byte[AuthKey.LENGTH];
        bytes.get(key);
        StringSession session = new StringSession(dataCentre, address, port, new AuthKey(key));
        session.check();
        return session;
    }

    private static byte[] decode(String base64) {
        String text = base64.replaceFirst("=+$", "");
        if (!text.matches("[A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException("is not a session string: it has characters that none has; copy it"
                    + " again, without quotes, blanks or line breaks");
        }
        int length = text.length() + 1;
        if (length != encodedLength(4) && length != encodedLength(16)) {
            throw new IllegalArgumentException(
                    "is not a whole session string: it has %d characters, not %d; copy it again"
                            .formatted(base64.length() + 1, encodedLength(4) + 1));
        }
        return Base64.getUrlDecoder().decode(text);
    }

    /** Without the padding. */
    private static int encodedLength(int addressBytes) {
        int bytes = 1 + addressBytes + Short.BYTES + AuthKey.LENGTH;
        return 1 + (bytes * 4 + 2) / 3;
    }

    private void check() {
        if (dataCentre < 1 || dataCentre > ADDRESSES.size()) {
            throw new IllegalArgumentException("is damaged: it names the data centre %d, and Telegram has 1 to %d"
                    .formatted(dataCentre, ADDRESSES.size()));
        }
        if (TEST_ADDRESSES.contains(address)) {
            throw new IllegalArgumentException("is of Telegram's test data centres, which have other accounts: make one"
                    + " with 'toolgram login'");
        }
        if (key.isBlank()) {
            throw new IllegalArgumentException("holds no key: make one with 'toolgram login'");
        }
    }

    /** The string, as Telethon writes it. */
    public String encode() {
        byte[] addressBytes = address.getAddress();
        ByteBuffer bytes = ByteBuffer.allocate(1 + addressBytes.length + Short.BYTES + AuthKey.LENGTH)
                .put((byte) dataCentre)
                .put(addressBytes)
                .putShort((short) port)
                .put(key.bytes());
        return VERSION + Base64.getUrlEncoder().encodeToString(bytes.array());
    }

    /** Leaves out all that would help to use it. */
    @Override
    public String toString() {
        return "***";
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }
}
