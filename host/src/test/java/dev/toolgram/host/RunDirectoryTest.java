package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        Files.createFile(Files.createDirectories(parent.resolve("run-1-1").resolve("files"))
                .resolve("file")); // of a process id that there always is
        Path other = Files.createDirectory(parent.resolve("runs of mine"));
        Path file = Files.createFile(parent.resolve("run-2-1"));

        try (RunDirectory run = RunDirectory.in(parent)) {
            assertThat(parent.resolve("run-1-1")).doesNotExist();
            assertThat(run.path()).isDirectory();
        }
        assertThat(other).isDirectory();
        assertThat(file).isRegularFile();
    }
}
