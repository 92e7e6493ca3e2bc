package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.telegram.engine.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void twoRunsDoNotShareAndDoNotSweepEachOther() throws Exception {
        try (RunDirectory first = RunDirectory.in(parent);
                RunDirectory second = RunDirectory.in(parent)) {
            Files.createFile(second.subdirectory("plugin").resolve("file"));

            assertThat(first.path()).isDirectory().isNotEqualTo(second.path());
            assertThat(second.path().resolve("plugin").resolve("file")).exists();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatARunLeftBehindIsRemovedAndNothingElse() throws Exception {
        Path killed = run("run-killed");
        Path locks = Path.of(System.getProperty("java.io.tmpdir"), "toolgram-runs-" + System.getProperty("user.name"));
        Path _ = Files.createDirectories(locks.resolve("run-killed")); // and nobody holds it
        Path old = run("run-old");
        Path _ = Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path elsewhere = run("run-of-another-container");
        Path other = Files.createDirectory(parent.resolve("runs of mine"));
        Path file = Files.createFile(parent.resolve("run-2-1"));

        try (RunDirectory run = RunDirectory.in(parent)) {
            assertThat(killed).doesNotExist();
            assertThat(locks.resolve("run-killed")).doesNotExist();
            assertThat(old).doesNotExist();
            assertThat(run.path()).isEmptyDirectory();
        }
        assertThat(elsewhere).isDirectory();
        assertThat(other).isDirectory();
        assertThat(file).isRegularFile();
    }

    @Test
    void whatIsStillInUseIsLeftForTheNextRun() throws Exception {
        RunDirectory run = RunDirectory.in(parent);
        Path used = run.subdirectory("database");
        try (FolderLock _ = FolderLock.take(used)) {
            run.close();

            assertThat(used.resolve("lock")).exists();
            try (RunDirectory _ = RunDirectory.in(parent)) {
                assertThat(used).as("while this process lives").exists();
            }
        }
        run.close();

        assertThat(parent).isEmptyDirectory();
    }

    private Path run(String name) throws IOException {
        Path run = parent.resolve(name);
        Path _ = Files.createFile(Files.createDirectories(run.resolve("files")).resolve("file"));
        return run;
    }
}
