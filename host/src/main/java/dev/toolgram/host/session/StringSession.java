package dev.toolgram.host.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A Telethon StringSession: the version 1, then in URL-safe base64 the data center (1 byte), its address (4 or 16
 * bytes), its port (2 bytes, big endian) and the key. Gives full access to the account, so toString() hides it.
 *
 * @param dataCentre 1 to 5
 * @param address the address of the data center, for other programs; TDLib has its own list
 * @param port the port of the data center, for other programs
 * @param key the key shared with that data center
 */
public record StringSession(int dataCentre, InetAddress address, int port, AuthKey key) {

    private static final char VERSION = '1';
    private static final int PORT = 443;

    /** Telegram's public data centers, 1 to 5, for the address in a session string. */
    private static final List<String> ADDRESSES =
            List.of("149.154.175.53", "149.154.167.51", "149.154.175.100", "149.154.167.91", "91.108.56.130");

    /** The addresses of the test data centers, which have different accounts and keys. */
    private static final Set<InetAddress> TEST_ADDRESSES = Set.of(
            address("149.154.175.10"),
            address("149.154.167.40"),
            address("149.154.175.117"),
            address("2001:b28:f23d:f001::e"),
            address("2001:67c:4e8:f002::e"),
            address("2001:b28:f23d:f003::e"));

    /** Returns the session of a key shared with one of Telegram's public data centers. */
    static StringSession of(int dataCentre, AuthKey key) {
        return new StringSession(dataCentre, address(ADDRESSES.get(dataCentre - 1)), PORT, key);
    }

    /**
     * Parses a session string.
     *
     * @throws IllegalArgumentException if it is invalid; the message completes a sentence that starts with the setting's
     *     name, and contains no part of the string
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

    /** The length without padding. */
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

    /** The session string in Telethon's format. */
    public String encode() {
        byte[] addressBytes = address.getAddress();
        ByteBuffer bytes = ByteBuffer.allocate(1 + addressBytes.length + Short.BYTES + AuthKey.LENGTH)
                .put((byte) dataCentre)
                .put(addressBytes)
                .putShort((short) port)
                .put(key.bytes());
        return VERSION + Base64.getUrlEncoder().encodeToString(bytes.array());
    }

    /** Omits everything that would allow its use. */
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
            throw new IllegalArgumentException("An address must have 4 or 16 bytes", e);
        }
    }
}
