package dev.toolgram.host.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Claims a database directory for this process. TDLib has a lock of its own, but tries for ten seconds to get it;
 * whoever starts the host twice should know at once.
 */
public final class DatabaseLock implements AutoCloseable {

    private final FileChannel file;

    private DatabaseLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Makes the directory, if need be, and claims it.
     *
     * @throws IllegalStateException if somebody has it
     * @throws UncheckedIOException if it cannot be made or written
     */
    public static DatabaseLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel file =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(file)) {
                return new DatabaseLock(file);
            }
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + directory + " cannot be made or written", e);
        }
        throw new IllegalStateException("The Telegram database in " + directory
                + " is in use by another process: stop that one, or choose another folder for this one");
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held in this process
        }
    }

    /** Gives the directory back. Closing twice is allowed. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the Telegram database cannot be given back", e);
        }
    }
}
