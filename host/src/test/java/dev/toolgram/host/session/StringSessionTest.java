package dev.toolgram.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringSessionTest {

    private static final byte[] KEY = key(42);

    @Test
    void telethonsStringIsRead() {
        StringSession session = StringSession.parse(telethon(2, "149.154.167.51", 443, KEY));

        assertThat(session.dataCentre()).isEqualTo(2);
        assertThat(session.address()).isEqualTo(InetAddress.ofLiteral("149.154.167.51"));
        assertThat(session.port()).isEqualTo(443);
        assertThat(session.key().bytes()).isEqualTo(KEY);
    }

    @Test
    void telethonsStringIsWritten() {
        for (int dataCentre = 1; dataCentre <= 5; dataCentre++) {
            String address = new String[] {
                        "149.154.175.53", "149.154.167.51", "149.154.175.100", "149.154.167.91", "91.108.56.130"
                    }
                    [dataCentre - 1];

            assertThat(StringSession.of(dataCentre, new AuthKey(KEY)).encode())
                    .isEqualTo(telethon(dataCentre, address, 443, KEY));
        }
    }

    @Test
    void anAddressOfSixteenBytesIsReadAndKept() {
        String text = telethon(4, "2001:67c:4e8:f004::a", 65535, KEY);

        StringSession session = StringSession.parse(text);

        assertThat(session.address()).isEqualTo(InetAddress.ofLiteral("2001:67c:4e8:f004::a"));
        assertThat(session.port()).isEqualTo(65535);
        assertThat(session.encode()).isEqualTo(text);
    }

    @Test
    void aStringWithAnAddressOfSixteenBytesIsCheckedLikeAnyOther() {
        String text = telethon(4, "2001:67c:4e8:f004::a", 443, KEY);

        assertThat(text).hasSize(369);
        assertThat(StringSession.parse(text.substring(0, 368))).isEqualTo(StringSession.parse(text));
        for (int length : new int[] {367, 361, 360, 354}) {
            assertRefused(text.substring(0, length), "it has " + length + " characters");
        }
        assertRefused(telethon(6, "2001:67c:4e8:f004::a", 443, KEY), "is damaged: it names the data centre 6");
        assertRefused(telethon(4, "2001:67c:4e8:f004::a", 443, new byte[256]), "holds no key");
    }

    @Test
    void thePaddingMayBeMissing() {
        String text = telethon(2, "149.154.167.51", 443, KEY);

        assertThat(text).hasSize(353).endsWith("=");
        assertThat(StringSession.parse(text.substring(0, 352))).isEqualTo(StringSession.parse(text));
    }

    @Test
    void aKeysIdIsTheLastEightBytesOfItsHash() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(KEY);
        String digits = "%040x".formatted(new BigInteger(1, hash));

        assertThat(new AuthKey(KEY).name()).isEqualTo(digits.substring(24)).hasSize(16);
        assertThat(Long.toHexString(Long.reverseBytes(new AuthKey(KEY).id())))
                .isEqualTo(digits.substring(24).replaceFirst("^0+", ""));
    }

    @Test
    void nothingOfItPrints() {
        StringSession session = StringSession.parse(telethon(2, "149.154.167.51", 443, KEY));

        assertThat(session).hasToString("***");
        assertThat(session.key()).hasToString("***");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    of another version       | 2<data>        | those of Telethon, version 1, begin with a 1
                    blank                    | ''             | those of Telethon, version 1, begin with a 1
                    only the version         | 1              | it has 1 characters, not 353; copy it again
                    cut off                  | 1<data-40>     | it has 313 characters, not 353; copy it again
                    cut off by one           | 1<data-2>      | it has 351 characters, not 353; copy it again
                    twice                    | 1<data><data>  | it has characters that none has; copy it again
                    with a tail              | 1<data>AAAA    | it has characters that none has; copy it again
                    in quotes                | "1<data>"      | begin with a 1
                    broken over two lines    | 1<data-40> AB  | it has characters that none has
                    in standard base64       | 1<data-2>+=    | it has characters that none has
                    """)
    void aStringIsRefused(String what, String template, String reason) {
        String data = telethon(2, "149.154.167.51", 443, KEY).substring(1);
        String text = template.replace("<data>", data)
                .replace("<data-40>", data.substring(40))
                .replace("<data-2>", data.substring(0, data.length() - 2));

        assertRefused(text, reason);
    }

    @Test
    void aDataCentreThatTelegramDoesNotHaveIsRefused() {
        assertRefused(telethon(0, "149.154.167.51", 443, KEY), "is damaged: it names the data centre 0");
        assertRefused(telethon(6, "149.154.167.51", 443, KEY), "is damaged: it names the data centre 6");
        assertRefused(telethon(255, "149.154.167.51", 443, KEY), "is damaged: it names the data centre 255");
    }

    @Test
    void aTestDataCentreIsRefused() {
        assertRefused(telethon(2, "149.154.167.40", 443, KEY), "is of Telegram's test data centres");
        assertRefused(telethon(1, "149.154.175.10", 80, KEY), "is of Telegram's test data centres");
        assertRefused(telethon(2, "2001:67c:4e8:f002::e", 443, KEY), "is of Telegram's test data centres");
    }

    @Test
    void aKeyOfZerosIsRefused() {
        assertRefused(telethon(2, "149.154.167.51", 443, new byte[256]), "holds no key");
    }

    @Test
    void noRefusalQuotesTheString() {
        String data = telethon(2, "149.154.167.51", 443, KEY).substring(1);

        assertThatThrownBy(() -> StringSession.parse("1" + data + data))
                .message()
                .doesNotContain(data.substring(0, 8), data.substring(300, 308));
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> StringSession.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    /** As Telethon's documentation gives it: {@code '1' + urlsafe_b64encode(struct.pack('>B4sH256s', ...))}. */
    static String telethon(int dataCentre, String address, int port, byte[] key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(dataCentre);
            out.write(InetAddress.ofLiteral(address).getAddress());
            out.writeShort(port);
            out.write(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String standard = Base64.getEncoder().encodeToString(bytes.toByteArray());
        return "1" + standard.replace('+', '-').replace('/', '_');
    }

    static byte[] key(long seed) {
        byte[] key = new byte[256];
        new Random(seed).nextBytes(key);
        return key;
    }
}
