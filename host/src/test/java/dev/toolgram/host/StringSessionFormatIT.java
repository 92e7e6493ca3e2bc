package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Session strings by the published format alone, {@code "1" + urlsafe_b64encode(struct.pack(">B4sH256s", dc_id, ip, port,
 * auth_key))}: nothing here is read or written by the host's own classes, and the keys are the data centre's.
 */
class StringSessionFormatIT {

    private static final Pattern SESSION = Pattern.compile("1[A-Za-z0-9_-]{351}=");
    private static final byte[] ADDRESS = {(byte) 149, (byte) 154, (byte) 167, 51};
    private static final short PORT = 443;
    private static final int KEY = 256;
    private static final int SIZE = 1 + 4 + 2 + KEY;

    private static SandboxHost telegram;
    private static RemoteSandbox remote;

    @TempDir
    private Path data;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        telegram = SandboxHost.start();
        remote = new RemoteSandbox(telegram, folder);
    }

    @AfterAll
    static void stop() {
        telegram.close();
    }

    @Test
    void aStringMadeOfTheDataCentresOwnKeyIsAccepted() throws Exception {
        Set<String> before =
                keys().valueStream().map(key -> key.get("id").asString()).collect(Collectors.toSet());
        var _ = remote.signIn();
        JsonNode key = keys().valueStream()
                .filter(known -> !before.contains(known.get("id").asString()))
                .filter(known -> known.get("authorized").asBoolean())
                .findFirst()
                .orElseThrow();
        Map<String, String> settings = remote.settings(data);
        settings.put("TOOLGRAM_SESSION", encoded(key.get("data_centre").asInt(), valueOf(key)));

        try (SandboxHost host = SandboxHost.start(settings)) {
            assertThat(host.get("/api/me", Map.of()).result().get("phone").asString())
                    .isEqualTo("15550001");
        }
    }

    @Test
    void theStringThatLoginPrintsHoldsTheKeyThatTheDataCentreKnows() throws Exception {
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getUrlDecoder().decode(printedByLogin().substring(1)));
        assertThat(bytes.remaining()).isEqualTo(SIZE);
        int dataCentre = bytes.get();
        bytes.get(new byte[ADDRESS.length]);
        assertThat(bytes.getShort()).isEqualTo(PORT);
        byte[] value = new byte[KEY];
        bytes.get(value);

        JsonNode key = keys().valueStream()
                .filter(known -> known.get("id").asString().equals(idOf(value)))
                .findFirst()
                .orElseThrow();

        assertThat(valueOf(key)).isEqualTo(value);
        assertThat(key.get("data_centre").asInt()).isEqualTo(dataCentre);
        assertThat(key.get("authorized").asBoolean()).isTrue();
    }

    private String printedByLogin() throws IOException, InterruptedException {
        String command = SandboxHost.DISTRIBUTION.resolve("bin/toolgram") + " login";
        try (Pty pty = new Pty(command, remote.settings(data))) {
            pty.expect("Phone number, or Enter for a QR code: ")
                    .type(RemoteSandbox.PHONE + "\n")
                    .expect("Code, or Enter to begin again: ")
                    .type(RemoteSandbox.CODE + "\n");
            assertThat(pty.exitCode()).isZero();
            Matcher session = SESSION.matcher(pty.screen());
            assertThat(session.find()).isTrue();
            return session.group();
        }
    }

    private static JsonNode keys() {
        return telegram.sandbox("auth_keys", Map.of());
    }

    private static byte[] valueOf(JsonNode key) {
        return Base64.getDecoder().decode(key.get("value").asString());
    }

    private static String encoded(int dataCentre, byte[] key) {
        byte[] bytes = ByteBuffer.allocate(SIZE)
                .put((byte) dataCentre)
                .put(ADDRESS)
                .putShort(PORT)
                .put(key)
                .array();
        return "1" + Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** MTProto: the 64 lower-order bits of the key's SHA-1, little endian. */
    private static String idOf(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(key);
            return Long.toString(Long.reverseBytes(ByteBuffer.wrap(hash).getLong(12)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
