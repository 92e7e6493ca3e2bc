package dev.toolgram.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.telegram.engine.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedDatabaseTest {

    private static final StringSession SESSION = StringSession.of(2, new AuthKey(StringSessionTest.key(3)));

    @TempDir
    private Path data;

    private SessionDatabase database;
    private Path log;

    @BeforeEach
    void make() throws Exception {
        database = new SessionDatabase(data, SESSION);
        assertThat(database.make((folder, key) -> OptionalLong.of(77))).isTrue();
        log = database.folder().resolve("td.binlog");
    }

    @Test
    void aWholeOneStays() throws Exception {
        assertThat(database.setAsideIfDamaged()).isEmpty();

        Files.move(log, database.folder().resolve("td.binlog.new")); // TDLib was ended between two steps
        assertThat(database.exists()).isTrue();
        assertThat(database.setAsideIfDamaged()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotDamaged() throws Exception {
        Files.delete(log);

        assertThat(database.setAsideIfDamaged()).isEmpty();
        assertThat(database.exists()).isFalse();
    }

    @Test
    void aDamagedOneIsKeptBesideAndTheFolderStaysClaimed() throws Exception {
        Files.writeString(database.folder().resolve("db.sqlite"), "chats");
        Path _ = Files.createDirectories(database.folder().resolve("files").resolve("photos"));
        byte[] damaged = change(content -> Arrays.copyOf(content, content.length / 2));
        try (FolderLock _ = database.claim().orElseThrow()) {
            Path kept = database.setAsideIfDamaged().orElseThrow();

            assertThat(kept.getParent()).isEqualTo(data);
            assertThat(kept.getFileName().toString()).matches(SESSION.key().name() + "\\.damaged-\\d{8}-\\d{6}");
            assertThat(kept.resolve("td.binlog")).hasBinaryContent(damaged);
            assertThat(kept.resolve("db.sqlite")).hasContent("chats");
            assertThat(kept.resolve("files").resolve("photos")).isDirectory();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                    .isEqualTo("rwx------");
            assertThat(database.exists()).isFalse();
            assertThat(database.folder()).isDirectoryContaining("glob:**/lock");
            assertThat(database.claim()).isEmpty();
        }
        assertThat(database.make((folder, key) -> OptionalLong.of(77))).isTrue();
        assertThat(database.setAsideIfDamaged()).as("the new one").isEmpty();
    }

    @Test
    void everyDamageIsFound() throws Exception {
        byte[] whole = Files.readAllBytes(log);
        for (int length = 0; length < whole.length; length += 7) {
            assertDamaged(Arrays.copyOf(whole, length), "cut to " + length);
        }
        for (int at = 0; at < whole.length; at += 7) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 4;
            assertDamaged(flipped, "changed at " + at);
        }
        assertDamaged(Arrays.copyOf(whole, whole.length + 4096), "zeros behind it");
        assertDamaged(new byte[500], "zeros");
    }

    private void assertDamaged(byte[] content, String damage) throws IOException {
        Files.write(log, content);
        Optional<Path> kept = database.setAsideIfDamaged();
        assertThat(kept).as(damage).isPresent();
        PrivateFiles.delete(kept.orElseThrow());
    }

    private byte[] change(UnaryOperator<byte[]> damage) throws IOException {
        byte[] changed = damage.apply(Files.readAllBytes(log));
        Files.write(log, changed);
        return changed;
    }
}
