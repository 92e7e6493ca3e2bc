package dev.toolgram.host.telegram.tdjson;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * Creates a copy of TDLib's library that trusts another server. TDLib contains Telegram's RSA keys as PEM texts; a key
 * of the same size has a text of the same length and can replace them.
 */
public final class TrustedLibrary {

    private static final String BEGIN = "-----BEGIN RSA PUBLIC KEY-----";
    private static final String END = "-----END RSA PUBLIC KEY-----";

    private static final int KEY_BITS = 2048;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

    /** PKCS#1 is the X.509 form without a header, whose length depends only on the key size. */
    private static final int X509_HEADER = 24;

    private static final int PEM_LINE = 64;

    private static final int CHUNK = 64 * 1024;

    private TrustedLibrary() {}

    /**
     * Writes a copy of {@code library} that trusts {@code serverKey} instead of Telegram's keys.
     *
     * @param copy the target; an existing file is replaced atomically, so that a process that has it loaded keeps its
     *     own
     * @throws IllegalArgumentException if the key does not have 2048 bits and exponent 65537, or the library has no key
     *     to replace
     */
    public static void write(Path library, RSAPublicKey serverKey, Path copy) throws IOException {
        byte[] pem = pem(serverKey).getBytes(StandardCharsets.US_ASCII);
        Path scratch = Files.createTempFile(copy.toAbsolutePath().getParent(), "libtdjson", ".part");
        try {
            if (copy(library, pem, scratch) == 0) {
                throw new IllegalArgumentException(library
                        + " holds none of the server keys that TDLib is built with, so no copy of it can trust another"
                        + " server");
            }
            Files.move(scratch, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    /**
     * Copies in chunks, because the library is too large for the heap. Each chunk is patched together
     * with the end of the previous one, where a key may start.
     *
     * @return the number of replaced keys
     */
    private static int copy(Path library, byte[] pem, Path target) throws IOException {
        try (InputStream in = Files.newInputStream(library);
                OutputStream out = Files.newOutputStream(target)) {
            byte[] window = new byte[CHUNK + pem.length];
            int kept = 0;
            int replaced = 0;
            while (true) {
                int read = in.readNBytes(window, kept, CHUNK);
                int filled = kept + read;
                replaced += replaceKeys(window, filled, pem);
                if (read < CHUNK) {
                    out.write(window, 0, filled);
                    return replaced;
                }
                kept = Math.min(filled, pem.length);
                out.write(window, 0, filled - kept);
                System.arraycopy(window, filled - kept, window, 0, kept);
            }
        }
    }

    /** The key in TDLib's format: PKCS#1, lines of 64 columns, no line break at the end. */
    static String pem(RSAPublicKey key) {
        if (key.getModulus().bitLength() != KEY_BITS || !key.getPublicExponent().equals(EXPONENT)) {
            throw new IllegalArgumentException("A Telegram server's key has 2048 bits and the exponent 65537");
        }
        byte[] x509 = key.getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(x509, X509_HEADER, x509.length);
        Base64.Encoder lines = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'});
        return BEGIN + '\n' + lines.encodeToString(pkcs1) + '\n' + END;
    }

    /** Replaces all keys with the length of the given one; longer ones have a different purpose. */
    static int replaceKeys(byte[] content, byte[] pem) {
        return replaceKeys(content, content.length, pem);
    }

    private static int replaceKeys(byte[] content, int length, byte[] pem) {
        byte[] begin = BEGIN.getBytes(StandardCharsets.US_ASCII);
        byte[] end = END.getBytes(StandardCharsets.US_ASCII);
        int replaced = 0;
        for (int start = find(content, length, begin, 0); start >= 0; start = find(content, length, begin, start + 1)) {
            int endStart = find(content, length, end, start);
            if (endStart >= 0 && endStart + end.length - start == pem.length) {
                if (!Arrays.equals(content, start, start + pem.length, pem, 0, pem.length)) {
                    System.arraycopy(pem, 0, content, start, pem.length);
                    replaced++;
                }
            }
        }
        return replaced;
    }

    /** By Horspool's algorithm: looks at a thirtieth of the 58 MB, which saves 0.2 s of each start. */
    private static int find(byte[] content, int length, byte[] text, int from) {
        int last = text.length - 1;
        int[] shift = new int[256];
        Arrays.fill(shift, text.length);
        for (int i = 0; i < last; i++) {
            shift[text[i] & 0xff] = last - i;
        }
        for (int i = from; i + last < length; i += shift[content[i + last] & 0xff]) {
            if (Arrays.equals(content, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return -1;
    }
}
