package dev.toolgram.host.telegram.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    Path folder;

    @Test
    void aFolderBelongsToOneUntilItIsGivenBack() {
        FolderLock lock = FolderLock.take(folder);

        assertThatThrownBy(() -> FolderLock.take(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is in use");
        lock.close();
        lock.close();
        assertThatCode(() -> FolderLock.take(folder).close()).doesNotThrowAnyException();
    }

    @Test
    void whoIsRefusedDoesNotFreeTheFolderForOtherProcesses() throws Exception {
        try (FolderLock _ = FolderLock.take(folder)) {
            assertThat(FolderLock.tryTake(folder.resolve("..").resolve(folder.getFileName())))
                    .isEmpty();

            assertThat(inAnotherProcess()).isEqualTo("taken");
        }
        assertThat(inAnotherProcess()).isEqualTo("free");
    }

    private String inAnotherProcess() throws Exception {
        Path program = Files.writeString(folder.resolve("Try.java"), """
                public class Try {
                    public static void main(String[] folder) {
                        System.out.println(dev.toolgram.host.telegram.engine.FolderLock
                                .tryTake(java.nio.file.Path.of(folder[0])).isEmpty() ? "taken" : "free");
                    }
                }
                """);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(FolderLock.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        program.toString(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
