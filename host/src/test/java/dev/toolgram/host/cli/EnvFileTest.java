package dev.toolgram.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {

    @TempDir
    private Path folder;

    @Test
    void otherLinesStayByteForByte() throws IOException {
        byte[] before = "# Größe\r\nTOOLGRAM_SESSION=old\r\n\tODD = x\n#TOOLGRAM_SESSION=\n\377\nLAST=1"
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(path(), before);

        new EnvFile(path()).set("TOOLGRAM_SESSION", "1new");

        assertThat(Files.readString(path(), StandardCharsets.ISO_8859_1))
                .isEqualTo("# Größe\r\nTOOLGRAM_SESSION=1new\r\n\tODD = x\n#TOOLGRAM_SESSION=\n\377\nLAST=1");
    }

    @Test
    void aMissingLineIsAddedAtTheEnd() throws IOException {
        Files.writeString(path(), "A=1");

        new EnvFile(path()).set("TOOLGRAM_SESSION", "1new");

        assertThat(path()).hasContent("A=1\nTOOLGRAM_SESSION=1new\n");
    }

    @Test
    void ofSeveralLinesTheOneThatCountsIsSet() throws IOException {
        Files.writeString(path(), "TOOLGRAM_SESSION=a\nTOOLGRAM_SESSION=b\nTOOLGRAM_SESSION_X=c\n");

        new EnvFile(path()).set("TOOLGRAM_SESSION", "1new");

        assertThat(path()).hasContent("TOOLGRAM_SESSION=a\nTOOLGRAM_SESSION=1new\nTOOLGRAM_SESSION_X=c\n");
    }

    @Test
    void aMissingFileBeginsAsItsExample() throws IOException {
        Files.writeString(folder.resolve(".env.example"), "# all settings\nTOOLGRAM_SESSION=\nB=\n");

        new EnvFile(path()).set("TOOLGRAM_SESSION", "1new");

        assertThat(path()).hasContent("# all settings\nTOOLGRAM_SESSION=1new\nB=\n");
    }

    @Test
    void aMissingFileWithoutAnExampleIsOneLine() throws IOException {
        new EnvFile(path()).set("TOOLGRAM_SESSION", "1new");

        assertThat(path()).hasContent("TOOLGRAM_SESSION=1new\n");
    }

    @Test
    void onlyTheOwnerCanReadItAfterwards() throws IOException {
        Files.writeString(path(), "A=1\n");
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r--r--"));

        new EnvFile(path()).set("TOOLGRAM_SESSION", "1new");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path target = Files.writeString(folder.resolve("settings"), "A=1\n");
        Files.createSymbolicLink(path(), target);

        new EnvFile(path()).set("TOOLGRAM_SESSION", "1new");

        assertThat(path()).isSymbolicLink();
        assertThat(target).hasContent("A=1\nTOOLGRAM_SESSION=1new\n");
    }

    @Test
    void settingsAreRead() throws IOException {
        Files.writeString(path(), "# c\nA=1\nB=\"two words\"\nC='x'\nD=\nE=a=b\r\nA=2\n");

        assertThat(new EnvFile(path()).settings())
                .containsOnly(
                        java.util.Map.entry("A", "2"),
                        java.util.Map.entry("B", "two words"),
                        java.util.Map.entry("C", "x"),
                        java.util.Map.entry("D", ""),
                        java.util.Map.entry("E", "a=b"));
    }

    @Test
    void missingFolderIsReportedAtStart() throws IOException {
        EnvFile file = new EnvFile(folder.resolve("nowhere").resolve(".env"));

        assertThatThrownBy(file::checkWritable).isInstanceOf(AccessDeniedException.class);
    }

    private Path path() {
        return folder.resolve(".env");
    }
}
