package dev.toolgram.host;

import dev.toolgram.host.session.PrivateFiles;
import dev.toolgram.host.telegram.engine.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for this run, deleted on close. It is locked during the run, so that the next run can detect and
 * delete the folder of a killed run, and hosts in containers with equal process ids do not share one.
 */
public final class RunDirectory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunDirectory.class);
    private static final String PREFIX = "run-";
    private static final Duration LONG_AGO = Duration.ofDays(1);
    private static final Path LOCKS = temporary("toolgram-runs");

    private final Path path;
    private final FolderLock lock;

    private RunDirectory(Path path, FolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** A folder of this user in the temporary directory. */
    public static Path temporary(String name) {
        return Path.of(System.getProperty("java.io.tmpdir"), name + "-" + System.getProperty("user.name"));
    }

    /** Creates one in a parent folder and deletes those of previous runs. */
    public static RunDirectory in(Path parent) {
        try {
            PrivateFiles.folder(parent);
            sweep(parent);
            while (true) {
                Path path = PrivateFiles.folder(parent.resolve(PREFIX + UUID.randomUUID()));
                Optional<FolderLock> lock = FolderLock.tryTake(PrivateFiles.folder(lockOf(path)));
                if (lock.isPresent() && Files.exists(path)) {
                    return new RunDirectory(path, lock.get());
                }
                lock.ifPresent(FolderLock::close); // another host deleted it before it was locked
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a folder in " + parent, e);
        }
    }

    public Path path() {
        return path;
    }

    public Path subdirectory(String name) {
        try {
            return PrivateFiles.folder(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a folder in " + path, e);
        }
    }

    /** Deletes the folder. If TDLib still holds a lock in it, the next start deletes it. */
    @Override
    public void close() {
        if (FolderLock.isHeldBelow(path)) {
            log.warn("{} is still in use, the next start deletes it", path);
            return;
        }
        delete(path);
        lock.close();
        delete(lockOf(path));
    }

    /** The lock is outside the folder, which must be empty between calls. */
    private static Path lockOf(Path run) {
        return LOCKS.resolve(run.getFileName().toString());
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path run : runs) {
                if (Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)) {
                    sweepOne(run);
                }
            }
        }
    }

    private static void sweepOne(Path run) throws IOException {
        Path known = lockOf(run);
        if (!Files.isDirectory(known)) {
            // It may be the run of another container, which shares this folder but not the temporary directory.
            if (Files.getLastModifiedTime(run)
                    .toInstant()
                    .isBefore(Instant.now().minus(LONG_AGO))) {
                delete(run);
            }
            return;
        }
        boolean over = false;
        try (FolderLock lock = FolderLock.tryTake(known).orElse(null)) {
            if (lock != null) {
                over = true;
                delete(run);
            }
        } catch (UncheckedIOException e) {
            log.warn("Cannot delete {}: {}", run, e.toString());
        }
        if (over) {
            delete(known);
        }
    }

    public static void delete(Path path) {
        try {
            PrivateFiles.delete(path);
        } catch (IOException | UncheckedIOException e) {
            log.warn("Cannot delete {}: {}", path, e.toString());
        }
    }
}
