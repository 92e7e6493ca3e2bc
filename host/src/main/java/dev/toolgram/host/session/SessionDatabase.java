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
 * The database of one session, in a folder named by its key's id. The first time it is made from the session string;
 * from then on TDLib keeps it. It is encrypted with a key that is derived from the session's, so what lies on the disk
 * opens only together with the string.
 */
public final class SessionDatabase {

    private static final String LOG = "td.binlog";
    private static final byte[] SALT = "toolgram".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PURPOSE = "toolgram database".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_LENGTH = 32;

    private final Path folder;
    private final StringSession session;

    /** @param data where the databases of all sessions are */
    public SessionDatabase(Path data, StringSession session) {
        this.folder = data.resolve(session.key().name());
        this.session = session;
    }

    /** Finds out whose session it is. */
    public interface Owner {

        /**
         * Opens a database that does not say whose it is.
         *
         * @param folder belongs to this call
         * @param key the database's key
         * @return the user id; empty when the session was revoked
         * @throws SessionException if it cannot be found out
         * @throws InterruptedException if nobody wants to know any more
         */
        OptionalLong find(Path folder, String key) throws InterruptedException;
    }

    /** Where TDLib keeps it. */
    public Path folder() {
        return folder;
    }

    /** What it is encrypted with, as TDLib takes it. */
    public String key() {
        try {
            byte[] key = KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(session.key().bytes())
                            .addSalt(SALT)
                            .thenExpand(PURPOSE, KEY_LENGTH));
            return Base64.getEncoder().encodeToString(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF", e);
        }
    }

    /**
     * Makes the folder, if need be, and claims it for this process; to be done before anything else.
     *
     * @return empty if somebody has it
     * @throws UncheckedIOException if it cannot be made or written
     */
    public Optional<FolderLock> claim() {
        try {
            PrivateFiles.folder(folder);
            return FolderLock.tryTake(folder);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Whether it was made already. */
    public boolean exists() {
        return log().isPresent();
    }

    /** TDLib replaces it by a new one in two steps, and goes on with that when it was ended between them. */
    private Optional<Path> log() {
        return Stream.of(LOG, LOG + ".new")
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    /**
     * Sets it aside when TDLib could not go on with it, so that it can be made again. It is kept beside its folder; the
     * folder stays, and is claimed as before.
     *
     * @return where it is kept; empty when nothing is wrong with it, or there is none
     * @throws UncheckedIOException if it cannot be read or moved
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
            return StoredSession.isWhole(
                    TdBinlog.read(content, Base64.getDecoder().decode(key())));
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
                    // The log last: as long as it is there, an interrupted move is gone on with.
                    .sorted(Comparator.comparing(
                            path -> path.getFileName().toString().startsWith(LOG)))
                    .toList();
        }
        for (Path path : content) {
            Files.move(path, kept.resolve(path.getFileName()));
        }
        return kept;
    }

    /**
     * Takes every right from others in what is there.
     *
     * @throws UncheckedIOException if somebody else owns it
     */
    public void protect() {
        try {
            PrivateFiles.close(folder);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Makes the database from the session string.
     *
     * @return whether it was made: of a revoked session it is not
     * @throws SessionException if whose session it is cannot be found out
     * @throws UncheckedIOException if the folder cannot be written
     * @throws InterruptedException if the owner was not found because of that
     */
    public boolean make(Owner owner) throws InterruptedException {
        Path trial = folder.resolve("first-opening");
        try {
            PrivateFiles.delete(trial); // what a start left behind that was ended in the middle
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
        return new UncheckedIOException("The folder " + folder + " cannot be made or written", cause);
    }

    private void write(Path target, OptionalLong account) throws IOException {
        PrivateFiles.write(
                target.resolve(LOG),
                TdBinlog.write(
                        StoredSession.settings(session, account),
                        Base64.getDecoder().decode(key())));
    }

    /**
     * The session in a database of the public Telegram that TDLib has closed.
     *
     * @param key what it is encrypted with
     * @throws IllegalArgumentException if nobody is signed in there
     * @throws UncheckedIOException if it cannot be read
     */
    public static StringSession export(Path folder, String key) {
        try {
            byte[] log = Files.readAllBytes(folder.resolve(LOG));
            return StoredSession.session(TdBinlog.read(log, Base64.getDecoder().decode(key)));
        } catch (IOException e) {
            throw new UncheckedIOException("The database of TDLib cannot be read", e);
        }
    }
}
