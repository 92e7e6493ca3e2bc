package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolgram.host.session.SessionDatabase;
import dev.toolgram.host.session.StringSession;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A session string becomes a database, on the real TDLib. */
class SessionImportIT {

    private static final String KEY_IN_CLEAR = "auth";

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
    void aStringIsAllItTakes() throws Exception {
        StringSession session = remote.signIn();

        try (SandboxHost host = SandboxHost.start(settings(session))) {
            assertThat(host.get("/api/me", Map.of()).result().get("id"))
                    .isEqualTo(telegram.get("/api/me", Map.of()).result().get("id"));
            assertThat(host.get("/api/dialogs", Map.of("limit", 5)).result()).isNotEmpty();
            var _ = host.post("/api/messages", Map.of("chat", "me", "text", "from an imported session"))
                    .result();
        }
        assertThat(telegram.sandbox("count", Map.of("text", "from an imported session"))
                        .get("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aStringWithAnIpv6AddressServesAsWell() throws Exception {
        StringSession signedIn = remote.signIn();
        StringSession session = new StringSession(
                signedIn.dataCentre(), InetAddress.ofLiteral("2001:b28:f23d:f001::a"), 443, signedIn.key());
        assertThat(session.encode()).hasSize(369);

        try (SandboxHost host = SandboxHost.start(settings(session))) {
            assertThat(host.get("/api/me", Map.of()).result().get("id"))
                    .isEqualTo(telegram.get("/api/me", Map.of()).result().get("id"));
            assertThat(host.get("/api/dialogs", Map.of("limit", 5)).result()).isNotEmpty();
        }
    }

    @Test
    void theDatabaseIsMadeOnce() throws Exception {
        StringSession session = remote.signIn();
        try (SandboxHost _ = SandboxHost.start(settings(session))) {
            assertThat(folder(session).resolve("first-opening")).doesNotExist();
        }
        FileTime made = created(folder(session).resolve("db.sqlite"));

        try (SandboxHost host = SandboxHost.start(settings(session))) {
            assertThat(host.get("/api/dialogs", Map.of("limit", 1)).result()).hasSize(1);
        }
        assertThat(created(folder(session).resolve("db.sqlite"))).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "zeros", "changed"})
    void aDamagedDatabaseIsKeptAndMadeAgain(String damage) throws Exception {
        StringSession session = remote.signIn();
        Path log = folder(session).resolve("td.binlog");
        try (SandboxHost host = SandboxHost.start(settings(session))) {
            assertThat(host.get("/api/dialogs", Map.of("limit", 3)).result()).hasSize(3);
        }
        byte[] damaged = damaged(Files.readAllBytes(log), damage);
        Files.write(log, damaged);

        try (LogLines lines = new LogLines();
                SandboxHost host = SandboxHost.start(settings(session))) {
            assertThat(host.get("/api/dialogs", Map.of("limit", 3)).result()).hasSize(3);
            Path kept = kept(session);
            assertThat(kept.resolve("td.binlog")).hasBinaryContent(damaged);
            assertThat(kept.resolve("db.sqlite")).exists();
            assertThat(lines.warnings())
                    .containsExactly("Database of this session is damaged: keeping it as " + kept
                            + ", creating a new one from TOOLGRAM_SESSION");
        }
        try (LogLines lines = new LogLines();
                SandboxHost host = SandboxHost.start(settings(session))) {
            assertThat(host.get("/api/me", Map.of()).status()).isEqualTo(200);
            assertThat(lines.warnings()).isEmpty();
        }
        assertThat(kept(session)).isDirectory();
    }

    private static byte[] damaged(byte[] content, String damage) {
        return switch (damage) {
            case "cut" -> Arrays.copyOf(content, 300);
            case "zeros" -> new byte[content.length];
            default -> {
                content[content.length / 2] ^= 1;
                yield content;
            }
        };
    }

    /** The one that was set aside. */
    private Path kept(StringSession session) throws IOException {
        try (Stream<Path> all = Files.list(data.resolve("remote"))) {
            List<Path> kept = all.filter(path -> path.getFileName()
                            .toString()
                            .startsWith(session.key().name() + ".damaged-"))
                    .toList();
            assertThat(kept).hasSize(1);
            return kept.getFirst();
        }
    }

    @Test
    void theDatabaseIsEncryptedAndGivesTheStringBack() throws Exception {
        StringSession session = remote.signIn();
        try (SandboxHost host = SandboxHost.start(settings(session))) {
            assertThat(host.get("/api/me", Map.of()).status()).isEqualTo(200);
        }
        SessionDatabase database = new SessionDatabase(data.resolve("remote"), session);

        assertThat(SessionDatabase.export(database.folder(), database.key())).isEqualTo(session);
        assertThat(Files.readString(database.folder().resolve("td.binlog"), StandardCharsets.ISO_8859_1))
                .doesNotContain(KEY_IN_CLEAR, "main_dc_id");
        assertThat(Files.readString(database.folder().resolve("db.sqlite"), StandardCharsets.ISO_8859_1))
                .doesNotStartWith("SQLite format");
        assertThatThrownBy(() -> SessionDatabase.export(database.folder(), "d3Jvbmc="))
                .hasMessage("the database of TDLib has a different key");
    }

    @Test
    void onlyTheOwnerMayReadItFromTheFirstStartOn() throws Exception {
        StringSession session = remote.signIn();
        try (SandboxHost host = SandboxHost.start(settings(session));
                Stream<Path> paths = Files.walk(data, 2).skip(1)) {
            assertThat(host.get("/api/me", Map.of()).status()).isEqualTo(200);
            assertThat(folder(session).resolve("db.sqlite-wal")).exists();
            // TDLib makes its files with the umask of the process: the folder above keeps everybody else out.
            assertThat(paths.filter(Files::isDirectory))
                    .isNotEmpty()
                    .allSatisfy(
                            folder -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                                    .isEqualTo("rwx------"));
        }
    }

    @Test
    void aRevokedStringLeavesTheHostUpAndSaysWhatToDo() throws Exception {
        try (SandboxHost other = SandboxHost.start()) {
            RemoteSandbox revoking = new RemoteSandbox(other, Files.createDirectory(data.resolve("other")));
            StringSession revoked = revoking.signIn();
            var _ = other.sandbox("log_out", Map.of());
            // Its own session ended, too; from here on the log is not its any more.
            assertThat(other.get("/api/dialogs", Map.of()).status()).isEqualTo(503);
            Map<String, String> settings = revoking.settings(data.resolve("revoked"));
            settings.put("TOOLGRAM_SESSION", revoked.encode());

            assertUnauthorized(settings);
            assertUnauthorized(settings);
        }
    }

    private static void assertUnauthorized(Map<String, String> settings) {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.toolgram.host");
        logger.addAppender(log);
        try (SandboxHost host = SandboxHost.startUnready(settings)) {
            assertThat(host.host().awaitReady(Duration.ofSeconds(60))).contains("toolgram login");
            assertThat(host.get("/healthz", Map.of()).body().toString())
                    .isEqualTo("{\"status\":\"ok\",\"authorized\":false}");
            assertThat(host.get("/api/me", Map.of()).status()).isEqualTo(503);
        } finally {
            logger.detachAppender(log);
        }
        List<String> told = log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("toolgram login"))
                .toList();
        assertThat(told).hasSize(1).first().asString().contains("create a new one with 'toolgram login'");
    }

    @Test
    void sessionInUseIsReportedAtOnce() throws Exception {
        StringSession session = remote.signIn();
        try (SandboxHost _ = SandboxHost.start(settings(session))) {
            assertThatThrownBy(() -> SandboxHost.start(settings(session)))
                    .isInstanceOf(SessionTakenException.class)
                    .hasMessageContaining("Another Toolgram process is using this session");
        }
    }

    private Map<String, String> settings(StringSession session) {
        Map<String, String> settings = remote.settings(data);
        settings.put("TOOLGRAM_SESSION", session.encode());
        return settings;
    }

    private Path folder(StringSession session) {
        return data.resolve("remote").resolve(session.key().name());
    }

    private static FileTime created(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "creationTime");
    }
}
