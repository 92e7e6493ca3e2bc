package dev.toolgram.host.telegram;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseLockTest {

    @TempDir
    Path folder;

    @Test
    void aFolderBelongsToOneUntilItIsGivenBack() {
        DatabaseLock lock = DatabaseLock.take(folder);

        assertThatThrownBy(() -> DatabaseLock.take(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is in use by another process");
        lock.close();
        assertThatCode(() -> DatabaseLock.take(folder).close()).doesNotThrowAnyException();
    }
}
