package dev.toolgram.host.plugin.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a version of a file: it changes with every write, and with what else may make a
 * file readable that was not.
 *
 * @param size in bytes
 * @param modified when it was written
 * @param changed when it or its rights were changed; {@code null} where the system does not know
 * @param key which file it is; {@code null} where the system does not know
 */
public record FileState(
        long size,
        FileTime modified,
        @Nullable Object changed,
        @Nullable Object key) {

    public static FileState of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileState(attributes.size(), attributes.lastModifiedTime(), changed(file), attributes.fileKey());
    }

    /** Whether it was written less than this ago. */
    public boolean isYoungerThan(Duration age) {
        Instant now = Instant.now();
        return modified.toInstant().isAfter(now.minus(age))
                && !modified.toInstant().isAfter(now);
    }

    private static @Nullable Object changed(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:ctime");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }
}
