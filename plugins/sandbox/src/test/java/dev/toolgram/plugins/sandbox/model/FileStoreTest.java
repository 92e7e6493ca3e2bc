package dev.toolgram.plugins.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStoreTest {
    private static final int PART = 1_000;
    private static final byte[] FILE = new byte[2 * PART + 500];

    private final FileStore files = new FileStore();

    @TempDir
    Path folder;

    private void upload(int... parts) {
        new Random(1).nextBytes(FILE);
        files.storeIn(folder);
        for (int part : parts) {
            files.keepPart(7, part, Arrays.copyOfRange(FILE, part * PART, Math.min(FILE.length, (part + 1) * PART)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 2500, 2500", "0, 1000, 1000", "999, 2, 2", "500, 1600, 1600", "2000, 1000, 500", "2500, 1, 0"})
    void anyRangeOfAnUploadIsRead(int from, int length, int read) {
        upload(2, 0, 1); // parts arrive in any order

        Content content = Objects.requireNonNull(files.assemble(7, 3));

        assertThat(content.size()).isEqualTo(FILE.length);
        assertThat(content.read(from, length)).isEqualTo(Arrays.copyOfRange(FILE, from, from + read));
        assertThat(Content.of(FILE).read(from, length)).isEqualTo(content.read(from, length));
        files.close();
    }

    @Test
    void uploadWithAMissingPartIsNoFile() {
        upload(0, 2);

        assertThat(files.assemble(7, 3)).isNull();
        assertThat(files.assemble(8, 1)).isNull();
        files.close();
    }

    @Test
    void killedProcessLeavesNothingBehind() {
        upload(0, 1, 2);

        assertThat(folder).isEmptyDirectory(); // the file is open and already deleted
        files.close();
    }
}
