package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.session.SessionDatabase;
import dev.toolgram.host.session.StringSession;
import dev.toolgram.host.telegram.engine.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session serves one process, as processes that an operator starts. */
class OneOwnerIT {

    private static ForwardedTelegram telegram;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(@TempDir Path shared) throws IOException {
        telegram = new ForwardedTelegram(shared);
    }

    @AfterAll
    static void stop() throws IOException {
        telegram.close();
    }

    @BeforeEach
    void begin() {
        telegram.forwarder().open();
    }

    @Test
    void aSecondProcessStopsAtOnceAndTheFirstGoesOn() throws Exception {
        Map<String, String> settings = settings(telegram.signIn());
        try (RealHost first = new RealHost(folder.resolve("first"), settings)) {
            var _ = first.awaitReady();

            try (RealHost second = new RealHost(folder.resolve("second"), settings)) {
                assertRefused(second);
            }

            assertThat(first.get("/api/dialogs").statusCode()).isEqualTo(200);
            assertThat(first.get("/readyz").statusCode()).isEqualTo(200);
            try (RealHost third = new RealHost(folder.resolve("third"), settings)) {
                assertThat(third.exitCode()).as("the second has not freed it").isEqualTo(3);
            }
            assertThat(first.stop()).isZero();
        }
        try (RealHost next = new RealHost(folder.resolve("next"), settings)) {
            assertThat(next.awaitReady().stop()).isZero();
        }
    }

    @Test
    @Tag("soak")
    void theChildOfTheFirstOpeningIsNoSecondOwnerAndLeavesNoLock() throws Exception {
        telegram.forwarder().shut();
        StringSession session = telegram.signIn();
        Map<String, String> settings = settings(session);
        try (RealHost first = new RealHost(folder.resolve("first"), settings)) {
            var _ = first.address();
            first.await("the child runs", () -> first.process().children().count() == 1);
            List<ProcessHandle> children = first.process().children().toList();

            try (RealHost second = new RealHost(folder.resolve("second"), settings)) {
                assertRefused(second);
            }

            first.process().destroyForcibly().waitFor();
            children.forEach(child -> child.onExit().join());
        }
        telegram.forwarder().open();
        try (RealHost next = new RealHost(folder.resolve("next"), settings)) {
            assertThat(next.awaitReady().stop()).isZero();
        }
        assertThat(data(session).folder().resolve("first-opening")).doesNotExist();
    }

    @Test
    void theClaimComesBeforeEverythingElse() throws Exception {
        StringSession session = telegram.signIn();
        Path data = folder.resolve("data");
        Map<String, String> live = new HashMap<>(Map.of(
                "TOOLGRAM_API_ID",
                "1",
                "TOOLGRAM_API_HASH",
                RemoteSandbox.API_HASH,
                "TOOLGRAM_SESSION",
                session.encode(),
                "TOOLGRAM_DATA_DIR",
                data.toString()));
        SessionDatabase database = new SessionDatabase(data, session);
        try (FolderLock _ = FolderLock.take(database.folder());
                RealHost second = new RealHost(folder.resolve("second"), live)) {
            assertRefused(second);
        }
        assertThat(database.folder()).isDirectoryContaining("glob:**/lock");
        try (var files = Files.list(database.folder())) {
            assertThat(files).hasSize(1);
        }
        assertThat(folder.resolve("second").resolve("scratch")).isEmptyDirectory();
    }

    private static void assertRefused(RealHost second) throws Exception {
        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.err().lines())
                .singleElement()
                .asString()
                .startsWith("toolgram: Another Toolgram process is using this session (its data is in ")
                .endsWith("): stop it first, or create another session for this one with 'toolgram login'");
        assertThat(second.out()).isEmpty();
    }

    private SessionDatabase data(StringSession session) {
        return new SessionDatabase(folder.resolve("data").resolve("remote"), session);
    }

    private Map<String, String> settings(StringSession session) {
        return telegram.settings(folder.resolve("data"), session);
    }
}
