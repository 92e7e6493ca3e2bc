package dev.toolgram.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** The plain format; {@code SessionImportIT} reads what the real TDLib encrypts. */
class TdBinlogTest {

    private static final byte[] NO_KEY = {};
    private static final StringSession SESSION = StringSession.of(4, new AuthKey(StringSessionTest.key(7)));

    @Test
    void anEventHasTheBytesThatTdlibReads() {
        byte[] data = {4, 'a', 'u', 't', 'h', 0, 0, 0, 2, 'o', 'k', 0};
        ByteBuffer expected = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        expected.putInt(44).putLong(1).putInt(0x4327).putInt(0).putLong(0).put(data);
        CRC32 crc = new CRC32();
        crc.update(expected.array(), 0, 40);
        expected.putInt((int) crc.getValue());

        assertThat(TdBinlog.write(Map.of("auth", "ok".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(expected.array());
    }

    @Test
    void aSignInIsFourSettings() {
        Map<String, byte[]> settings = StoredSession.settings(SESSION, OptionalLong.of(5_000_000_001L));

        assertThat(settings.keySet()).containsExactly("auth", "main_dc_id", "auth4", "my_id");
        assertThat(settings.get("auth")).asString().isEqualTo("ok");
        assertThat(settings.get("main_dc_id")).asString().isEqualTo("4");
        assertThat(settings.get("my_id")).asString().isEqualTo("5000000001");
        ByteBuffer key = ByteBuffer.wrap(settings.get("auth4")).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(key.getLong()).isEqualTo(SESSION.key().id());
        assertThat(key.getInt()).isEqualTo(1);
        assertThat(key.getInt()).as("254 and the length").isEqualTo(254 | 256 << 8);
        assertThat(Arrays.copyOfRange(key.array(), 16, key.capacity()))
                .isEqualTo(SESSION.key().bytes());
    }

    @Test
    void theAccountMayBeUnknown() {
        assertThat(StoredSession.settings(SESSION, OptionalLong.empty())).doesNotContainKey("my_id");
    }

    @Test
    void whatIsWrittenIsRead() {
        byte[] file = TdBinlog.write(StoredSession.settings(SESSION, OptionalLong.of(1)));

        assertThat(StoredSession.session(TdBinlog.read(file, NO_KEY))).isEqualTo(SESSION);
    }

    @Test
    void whatIsWrittenForADatabaseIsReadOnlyWithItsKey() {
        byte[] key = "the key of the database".getBytes(StandardCharsets.US_ASCII);
        Map<String, byte[]> settings = StoredSession.settings(SESSION, OptionalLong.of(1));

        byte[] file = TdBinlog.write(settings, key);

        assertThat(StoredSession.session(TdBinlog.read(file, key))).isEqualTo(SESSION);
        assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("auth", "main_dc_id");
        assertThat(TdBinlog.write(settings, key)).as("written again").isNotEqualTo(file);
        assertThatThrownBy(() -> TdBinlog.read(file, new byte[] {1}))
                .hasMessage("the database of TDLib has a different key");
    }

    @Test
    void withoutADataCentreItIsTheFirst() {
        StringSession first = StringSession.of(1, new AuthKey(StringSessionTest.key(8)));
        Map<String, byte[]> settings = new LinkedHashMap<>(StoredSession.settings(first, OptionalLong.of(1)));
        settings.remove("main_dc_id");

        assertThat(StoredSession.session(settings)).isEqualTo(first);
    }

    @Test
    void theEndMayBeMissing() {
        byte[] whole = TdBinlog.write(StoredSession.settings(SESSION, OptionalLong.of(1)));
        byte[] torn = Arrays.copyOf(whole, whole.length - 5);

        assertThat(TdBinlog.read(torn, NO_KEY).keySet()).containsExactly("auth", "main_dc_id", "auth4");
    }

    @Test
    void damageIsNoticed() {
        byte[] file = TdBinlog.write(StoredSession.settings(SESSION, OptionalLong.of(1)));
        byte[] other = file.clone();
        other[30] ^= 1;
        byte[] size = file.clone();
        size[0] += 2;
        byte[] longer = Arrays.copyOf(file, file.length + 4);

        for (byte[] damaged : new byte[][] {other, size, longer, new byte[500]}) {
            assertThatThrownBy(() -> TdBinlog.read(damaged, NO_KEY)).hasMessageContaining("is damaged");
        }
    }

    @Test
    void onlyAWholeSignInOrASignOutIsGoneOnWith() {
        Map<String, byte[]> whole = StoredSession.settings(SESSION, OptionalLong.of(1));
        assertThat(StoredSession.isWhole(whole)).isTrue();
        for (String missing : new String[] {"auth", "main_dc_id", "auth4", "my_id"}) {
            Map<String, byte[]> part = new LinkedHashMap<>(whole);
            part.remove(missing);
            assertThat(StoredSession.isWhole(part)).as(missing).isFalse();
        }
        assertThat(StoredSession.isWhole(Map.of("auth", "logout".getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
    }

    @Test
    void aDatabaseWithoutASignInHasNoSession() {
        Map<String, byte[]> settings = new LinkedHashMap<>(StoredSession.settings(SESSION, OptionalLong.of(1)));
        settings.put("auth", "logout".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> StoredSession.session(settings)).hasMessage("not logged in");
        assertThatThrownBy(() -> StoredSession.session(Map.of())).hasMessage("not logged in");
    }
}
