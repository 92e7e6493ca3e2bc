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
 * Claims a folder for this process, until it is given back or the process ends, however it ends. TDLib has a lock of
 * its own, but tries for ten seconds to get it; whoever starts the host twice should know at once.
 */
public final class FolderLock implements AutoCloseable {

    /** The file in a claimed folder that is locked. */
    public static final String FILE = "lock";

    /**
     * What this process holds. Not to be asked of the operating system: to close any channel on a file gives back every
     * lock that the process has on it.
     */
    private static final Set<Path> held = new HashSet<>();

    private final Path folder;
    private final FileChannel file;

    private FolderLock(Path folder, FileChannel file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Makes the folder, if need be, and claims it.
     *
     * @throws IllegalStateException if somebody has it
     * @throws UncheckedIOException if it cannot be made or written
     */
    public static FolderLock take(Path folder) {
        return tryTake(folder)
                .orElseThrow(() -> new IllegalStateException("The folder " + folder + " is in use: stop who uses it,"
                        + " or choose another folder for this process"));
    }

    /**
     * As {@link #take}, but empty if somebody has it.
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
            throw new UncheckedIOException("The folder " + folder + " cannot be made or written", e);
        }
    }

    /** Whether this process has claimed something below a folder, and not given it back. */
    public static boolean isHeldBelow(Path folder) {
        try {
            Path real = folder.toRealPath();
            synchronized (held) {
                return held.stream().anyMatch(claimed -> claimed.startsWith(real));
            }
        } catch (IOException e) {
            return false; // it is gone
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

    /** Gives the folder back. Closing twice is allowed. */
    @Override
    public void close() {
        synchronized (held) {
            if (!file.isOpen()) {
                return;
            }
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The lock of " + folder + " cannot be given back", e);
            } finally {
                held.remove(folder);
            }
        }
    }
}
