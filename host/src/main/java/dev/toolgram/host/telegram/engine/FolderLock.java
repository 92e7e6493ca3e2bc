package dev.toolgram.host.telegram.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Locks a folder for this process until it is released or the process exits. TDLib has its own lock,
 * but waits for it for ten seconds; a second start of the host should fail at once.
 */
public final class FolderLock implements AutoCloseable {

    /** The lock file in the folder. */
    public static final String FILE = "lock";

    /**
     * The folders locked by this process. The operating system cannot be queried: closing any channel on a file releases
     * all locks of the process on it.
     */
    private static final Set<Path> held = new HashSet<>();

    private final Path folder;
    private final FileChannel file;

    private FolderLock(Path folder, FileChannel file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Creates the folder if missing and locks it.
     *
     * @throws IllegalStateException if it is in use
     * @throws UncheckedIOException if it cannot be made or written
     */
    public static FolderLock take(Path folder) {
        return tryTake(folder)
                .orElseThrow(() -> new IllegalStateException("The folder " + folder
                        + " is in use: stop the process that uses it," + " or choose another folder for this process"));
    }

    /**
     * As {@link #take}, but returns empty if it is in use.
     *
     * @throws UncheckedIOException if it cannot be made or written
     */
    public static Optional<FolderLock> tryTake(Path folder) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            synchronized (held) {
                Optional<FolderLock> lock = held.contains(real) ? Optional.empty() : lock(real);
                lock.ifPresent(taken -> held.add(real));
                return lock;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create or write the folder " + folder, e);
        }
    }

    /** Whether this process holds a lock below a folder. */
    public static boolean isHeldBelow(Path folder) {
        try {
            Path real = folder.toRealPath();
            synchronized (held) {
                return held.stream().anyMatch(claimed -> claimed.startsWith(real));
            }
        } catch (IOException e) {
            return false; // it was deleted
        }
    }

    private static Optional<FolderLock> lock(Path folder) throws IOException {
        FileChannel file = FileChannel.open(
                folder.resolve(FILE),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            return Optional.empty();
        }
        return Optional.of(new FolderLock(folder, file));
    }

    /** Releases the folder. Idempotent. */
    @Override
    public void close() {
        synchronized (held) {
            if (!file.isOpen()) {
                return;
            }
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot release the lock of " + folder, e);
            } finally {
                held.remove(folder);
            }
        }
    }
}
