package dev.toolgram.host.plugin.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Identifies a version of a file: it changes with every write, and with what else may make a file readable. */
public record FileState(Map<String, Object> attributes) {

    public static FileState of(Path file) throws IOException {
        return new FileState(Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,fileKey"));
    }

    /** Whether it was written less than this ago. */
    public boolean isYoungerThan(Duration age) {
        Instant modified = ((FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime"))).toInstant();
        Instant now = Instant.now();
        return modified.isAfter(now.minus(age)) && !modified.isAfter(now);
    }
}
