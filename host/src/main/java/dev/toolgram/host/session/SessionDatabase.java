package dev.toolgram.host.session;

import dev.toolgram.host.telegram.engine.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The database of one session, in a folder named by its key's id. It is initially created from the session string;
 * then TDLib maintains it. It is encrypted with a key derived from the session's key, so the files on disk
 * are useless without the session string. Methods throw UncheckedIOException when the folder cannot be used.
 */
public final class SessionDatabase {

    private static final String LOG = "td.binlog";
    private static final byte[] SALT = "toolgram".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PURPOSE = "toolgram database".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STORE_PURPOSE = "toolgram store".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_LENGTH = 32;

    private final Path folder;
    private final StringSession session;

    /** @param data the folder with the databases of all sessions */
    public SessionDatabase(Path data, StringSession session) {
        this.folder = data.resolve(session.key().name());
        this.session = session;
    }

    /** Finds the user id of a session. */
    public interface Owner {

        /**
         * Opens a database without a user id.
         *
         * @param folder a folder used only by this call
         * @param key the database's key
         * @return the user id; empty when the session was revoked
         * @throws SessionException if it cannot be found
         */
        OptionalLong find(Path folder, String key) throws InterruptedException;
    }

    public Path folder() {
        return folder;
    }

    /** The encryption key in TDLib's format. */
    public String key() {
        return Base64.getEncoder().encodeToString(rawKey());
    }

    /** The key that encrypts the private columns of the host's own database. */
    public byte[] storeKey() {
        return derived(STORE_PURPOSE);
    }

    private byte[] rawKey() {
        return derived(PURPOSE);
    }

    private byte[] derived(byte[] purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(session.key().bytes())
                            .addSalt(SALT)
                            .thenExpand(purpose, KEY_LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF is missing", e);
        }
    }

    /**
     * Creates the folder if missing and locks it for this process. Must be called first.
     *
     * @return empty if it is in use
     */
    public Optional<FolderLock> claim() {
        try {
            PrivateFiles.folder(folder);
            return FolderLock.tryTake(folder);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Whether the database exists. */
    public boolean exists() {
        return log().isPresent();
    }

    /** The log file: TDLib replaces it in two steps, and resumes if it was interrupted between them. */
    private Optional<Path> log() {
        return Stream.of(LOG, LOG + ".new")
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    /**
     * Renames the database if TDLib could not use it, so that it can be recreated. It is kept next to its folder; the
     * folder itself stays locked.
     *
     * @return its new path; empty if it is intact or missing
     */
    public Optional<Path> setAsideIfDamaged() {
        try {
            Optional<Path> log = log();
            return log.isEmpty() || isWhole(log.get()) ? Optional.empty() : Optional.of(setAside());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private boolean isWhole(Path log) throws IOException {
        byte[] content = Files.readAllBytes(log);
        try {
            return StoredSession.isWhole(TdBinlog.read(content, rawKey()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Path setAside() throws IOException {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
        Path kept = PrivateFiles.folder(folder.resolveSibling(folder.getFileName() + ".damaged-" + time));
        List<Path> content;
        try (Stream<Path> all = Files.list(folder)) {
            content = all.filter(path -> !path.endsWith(FolderLock.FILE))
                    // The log is moved last: while it exists, an interrupted move is resumed.
                    .sorted(Comparator.comparing(
                            path -> path.getFileName().toString().startsWith(LOG)))
                    .toList();
        }
        for (Path path : content) {
            Files.move(path, kept.resolve(path.getFileName()));
        }
        return kept;
    }

    /** Removes all permissions of other users. */
    public void protect() {
        try {
            PrivateFiles.close(folder);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Creates the database from the session string.
     *
     * @return false if the session was revoked
     * @throws SessionException if the user id cannot be found
     */
    public boolean make(Owner owner) throws InterruptedException {
        Path trial = folder.resolve("first-opening");
        try {
            PrivateFiles.delete(trial); // left by an interrupted start
            try {
                PrivateFiles.folder(trial);
                write(trial, OptionalLong.empty());
                OptionalLong account = owner.find(trial, key());
                if (account.isPresent()) {
                    write(folder, account);
                }
                return account.isPresent();
            } finally {
                PrivateFiles.delete(trial);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private UncheckedIOException unusable(IOException cause) {
        return new UncheckedIOException("Cannot create or write the folder " + folder, cause);
    }

    private void write(Path target, OptionalLong account) throws IOException {
        PrivateFiles.write(target.resolve(LOG), TdBinlog.write(StoredSession.settings(session, account), rawKey()));
    }

    /**
     * Exports the session from a closed database of the public Telegram network.
     *
     * @param key the encryption key
     * @throws IllegalArgumentException if it is not logged in
     * @throws UncheckedIOException if it cannot be read
     */
    public static StringSession export(Path folder, String key) {
        try {
            byte[] log = Files.readAllBytes(folder.resolve(LOG));
            return StoredSession.session(TdBinlog.read(log, Base64.getDecoder().decode(key)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the database of TDLib", e);
        }
    }
}
