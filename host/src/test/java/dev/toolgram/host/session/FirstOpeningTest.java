package dev.toolgram.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.telegram.login.TdlibSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstOpeningTest {

    private static final StringSession SESSION = StringSession.of(2, new AuthKey(StringSessionTest.key(3)));

    @TempDir
    private Path data;

    @Test
    void crashedChildIsReportedAndLeavesNoFiles() {
        // Without a jar the child ends without a word, as one does that TDLib aborts.
        FirstOpening opening = new FirstOpening(data.resolve("missing.jar"), FirstOpeningTest::settings, () -> {});
        SessionDatabase database = new SessionDatabase(data, SESSION);

        assertThatThrownBy(() -> database.make(opening))
                .isInstanceOf(SessionException.class)
                .hasMessage("TDLib could not open the session: it crashed 3 times. Create a new session with"
                        + " 'toolgram login'");
        assertThat(database.folder()).isDirectoryNotContaining("glob:**first-opening*");
        assertThat(database.folder().resolve("td.binlog")).doesNotExist();
    }

    @Test
    void fatalErrorOfTdlibIsReported() throws Exception {
        FirstOpening opening = new FirstOpening(data.resolve("missing.jar"), FirstOpeningTest::settings, () -> {});
        Files.writeString(
                data.resolve("tdlib.log"), "[ 0][t 4]\tCheck `failed` failed " + "x".repeat(300) + "\nmore\n");

        assertThatThrownBy(() -> opening.find(data, "key"))
                .hasMessageStartingWith("TDLib could not open the session: it crashed 3 times"
                        + " ([ 0][t 4]\tCheck `failed` failed xxx")
                .hasMessageEndingWith("xxx…). Create a new session with 'toolgram login'");
    }

    @Test
    void theTrialHoldsNoAccountAndTheDatabaseDoes() throws Exception {
        SessionDatabase database = new SessionDatabase(data, SESSION);

        boolean made = database.make((folder, key) -> {
            assertThat(stored(folder, key)).containsKey("auth2").doesNotContainKey("my_id");
            return OptionalLong.of(77);
        });

        assertThat(made).isTrue();
        assertThat(stored(database.folder(), database.key()).get("my_id"))
                .asString()
                .isEqualTo("77");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(database.folder().resolve("td.binlog"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database.folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void ofARevokedSessionNothingIsMade() throws Exception {
        SessionDatabase database = new SessionDatabase(data, SESSION);

        assertThat(database.make((folder, key) -> OptionalLong.empty())).isFalse();

        assertThat(database.exists()).isFalse();
        assertThat(database.folder()).isEmptyDirectory();
    }

    @Test
    void nothingLiesOnTheDiskInClear() throws Exception {
        SessionDatabase database = new SessionDatabase(data, SESSION);

        var _ = database.make((folder, key) -> {
            assertThat(bytes(folder)).doesNotContain("auth").doesNotContain(keyOfTheSession());
            return OptionalLong.of(77);
        });

        assertThat(bytes(database.folder())).doesNotContain("auth").doesNotContain(keyOfTheSession());
    }

    @Test
    void aChildThatIsNotWantedAnyMoreLeavesNothing() {
        SessionDatabase database = new SessionDatabase(data, SESSION);

        assertThatThrownBy(() -> database.make((folder, key) -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(database.folder()).isEmptyDirectory();
    }

    @Test
    void theKeyIsDerivedFromTheSessions() {
        SessionDatabase other = new SessionDatabase(data, StringSession.of(2, new AuthKey(StringSessionTest.key(4))));

        assertThat(new SessionDatabase(data, SESSION).key())
                .isEqualTo(new SessionDatabase(data.resolve("elsewhere"), SESSION).key())
                .isNotEqualTo(other.key())
                .hasSize(44);
    }

    @Test
    void noiseAroundAFindingIsPassedOver() {
        assertThat(FirstOpeningProcess.Finding.in(java.util.List.of(
                        "# A fatal error has been detected",
                        "toolgram-finding {\"outcome\":\"ACCOUNT\",\"account\":5000000001,\"reason\":\"\"}")))
                .isEqualTo(new FirstOpeningProcess.Finding(FirstOpeningProcess.Outcome.ACCOUNT, 5_000_000_001L, ""));
        assertThat(FirstOpeningProcess.Finding.in(java.util.List.of("noise")).outcome())
                .isEqualTo(FirstOpeningProcess.Outcome.CRASHED);
    }

    private static Map<String, byte[]> stored(Path folder, String key) {
        return TdBinlog.read(
                bytes(folder).getBytes(StandardCharsets.ISO_8859_1),
                Base64.getDecoder().decode(key));
    }

    private static String keyOfTheSession() {
        return new String(SESSION.key().bytes(), StandardCharsets.ISO_8859_1);
    }

    private static String bytes(Path folder) {
        try {
            return Files.readString(folder.resolve("td.binlog"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TdlibSettings settings(Path folder, String key) {
        return new TdlibSettings(
                Path.of("libtdjson.so"),
                folder,
                key,
                new TelegramNetwork.Application(1, "hash"),
                new TdlibSettings.Device("test", "test", "test"),
                null,
                null);
    }
}
