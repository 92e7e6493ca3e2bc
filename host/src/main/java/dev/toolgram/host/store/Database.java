package dev.toolgram.host.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite database of one account. One thread writes; the writes that wait at the same time share a transaction, so
 * that 64 concurrent calls need one sync of the disk and not 64. Thread-safe.
 */
public final class Database implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Database.class);
    /** The name in the account's folder. */
    public static final String FILE = "toolgram.db";

    private static final int MAX_BATCH = 256;

    /** Which tables a file has. */
    enum Kind {
        /** The journal of sends and the audit: a write is on disk when it returns. */
        JOURNAL(FILE, SQLiteConfig.SynchronousMode.FULL, Schema::createJournal),
        /** The log of events: a write survives the end of the process, and nearly always that of the machine. */
        EVENTS("events.db", SQLiteConfig.SynchronousMode.NORMAL, Schema::createEvents);

        private final String file;
        private final SQLiteConfig.SynchronousMode synchronous;
        private final Tables tables;

        Kind(String file, SQLiteConfig.SynchronousMode synchronous, Tables tables) {
            this.file = file;
            this.synchronous = synchronous;
            this.tables = tables;
        }
    }

    @FunctionalInterface
    private interface Tables {
        void create(Connection connection) throws SQLException;
    }

    /** SQL statements that belong together. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final Path file;
    private final PayloadCipher cipher;
    private final boolean isReplacement;
    private final Connection reading;
    private final Connection writing;
    private final LinkedBlockingQueue<Write<?>> queue = new LinkedBlockingQueue<>();
    private final Thread writer;

    private Database(Path file, PayloadCipher cipher, boolean isReplacement, Connection reading, Connection writing) {
        this.file = file;
        this.cipher = cipher;
        this.isReplacement = isReplacement;
        this.reading = reading;
        this.writing = writing;
        this.writer = Thread.ofPlatform()
                .daemon()
                .name("writer of " + file.getFileName())
                .start(this::writeAll);
    }

    /**
     * Opens the journal's database in a folder, and creates it if it is missing. A damaged one is renamed and replaced.
     *
     * @param secret 32 bytes that encrypt the private columns
     * @throws StoreException if the folder cannot be written
     */
    public static Database open(Path folder, byte[] secret) {
        return open(folder, secret, Kind.JOURNAL);
    }

    /** As {@link #open}: the database of the events, which can be deleted without losing anything else. */
    public static Database openEvents(Path folder, byte[] secret) {
        return open(folder, secret, Kind.EVENTS);
    }

    private static Database open(Path folder, byte[] secret, Kind kind) {
        Path file = folder.resolve(kind.file);
        PayloadCipher cipher = new PayloadCipher(secret);
        try {
            return open(file, kind, cipher, false);
        } catch (SQLException e) {
            if (!isDamage(e)) {
                throw new StoreException("Cannot open the database " + file + ": " + e.getMessage(), e);
            }
        }
        try {
            log.warn("Database {} is damaged: keeping it as {}, creating a new one", file, setAside(file));
            return open(file, kind, cipher, true);
        } catch (SQLException | IOException e) {
            throw new StoreException("Cannot create the database " + file + ": " + e.getMessage(), e);
        }
    }

    private static Database open(Path file, Kind kind, PayloadCipher cipher, boolean isReplacement)
            throws SQLException {
        Connection writing = connect(file, kind);
        try {
            try (var statement = writing.createStatement();
                    var check = statement.executeQuery("pragma quick_check(1)")) {
                if (!check.next() || !check.getString(1).equals("ok")) {
                    throw new SQLiteException(file + " is damaged", SQLiteErrorCode.SQLITE_CORRUPT);
                }
            }
            kind.tables.create(writing);
            return new Database(file, cipher, isReplacement, connect(file, kind), writing);
        } catch (SQLException e) {
            writing.close();
            throw e;
        }
    }

    private static Connection connect(Path file, Kind kind) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(kind.synchronous);
        config.setBusyTimeout(10_000);
        config.enforceForeignKeys(true);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    static Connection connectToRead(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static boolean isDamage(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB);
    }

    private static Path setAside(Path file) throws IOException {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
        Path kept = file.resolveSibling(file.getFileName() + ".damaged-" + time);
        Files.move(file, kept);
        for (String suffix : List.of("-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
        return kept;
    }

    PayloadCipher cipher() {
        return cipher;
    }

    /** Whether it replaces a damaged one. */
    boolean isReplacement() {
        return isReplacement;
    }

    /** Runs work that only reads; it sees all committed writes. */
    <T> T read(Work<T> work) {
        synchronized (reading) {
            try {
                return work.on(reading);
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }

    /** Queues a write. The future completes when it is on disk, or fails with {@link StoreException}. */
    <T> Future<T> submit(Work<T> work) {
        Write<T> write = new Write<>(work);
        queue.add(write);
        return write.done;
    }

    /** Writes, and returns when that is on disk. */
    <T> T write(Work<T> work) {
        try {
            return submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while writing to the database");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private void writeAll() {
        List<Write<?>> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH);
                boolean last = batch.removeIf(write -> write == Write.CLOSE);
                commit(batch);
                batch.clear();
                if (last) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<Write<?>> batch) {
        try {
            writing.setAutoCommit(false);
            for (Write<?> write : batch) {
                write.run(writing);
            }
            writing.setAutoCommit(true); // commits
            batch.forEach(Write::committed);
        } catch (SQLException | RuntimeException e) {
            StoreException failure = failure(e);
            log.error("{}", failure.getMessage());
            rollback();
            batch.forEach(write -> write.done.completeExceptionally(failure));
        }
    }

    private void rollback() {
        try {
            writing.rollback();
        } catch (SQLException e) {
            log.debug("SQLite has rolled back already: {}", e.getMessage());
        }
        try {
            writing.setAutoCommit(true);
        } catch (SQLException e) {
            log.debug("No transaction is active: {}", e.getMessage());
        }
    }

    private StoreException failure(Exception e) {
        return new StoreException("Cannot write the database " + file + ": " + e.getMessage(), e);
    }

    /** Completes the queued writes. Idempotent. */
    @Override
    public void close() {
        queue.add(Write.CLOSE);
        try {
            writer.join();
            synchronized (reading) {
                reading.close();
            }
            writing.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            log.warn("Cannot close the database {}: {}", file, e.getMessage());
        }
    }

    private static final class Write<T> {

        static final Write<Boolean> CLOSE = new Write<>(connection -> true);

        final CompletableFuture<T> done = new CompletableFuture<>();
        private final Work<T> work;
        private @Nullable T result;

        Write(Work<T> work) {
            this.work = work;
        }

        void run(Connection connection) throws SQLException {
            result = work.on(connection);
        }

        void committed() {
            done.complete(Objects.requireNonNull(result));
        }
    }
}
