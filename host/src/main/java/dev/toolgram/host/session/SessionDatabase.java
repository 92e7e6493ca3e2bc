package dev.toolgram.host.session;

import dev.toolgram.host.telegram.DatabaseLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.OptionalLong;
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
         */
        OptionalLong find(Path folder, String key);
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
     * Makes the database from the session string, unless it is there. Of a revoked session nothing is made: TDLib will
     * find an empty folder and say that nobody is logged in.
     *
     * @throws SessionException if whose session it is cannot be found out
     * @throws IllegalStateException if another process uses the folder
     * @throws UncheckedIOException if the folder cannot be made or written
     */
    public void importOnce(Owner owner) {
        try {
            PrivateFiles.folder(folder);
            if (!Files.exists(folder.resolve(LOG))) {
                try (DatabaseLock _ = DatabaseLock.take(folder)) {
                    make(owner);
                }
            }
            PrivateFiles.close(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be made or written", e);
        }
    }

    private void make(Owner owner) throws IOException {
        Path trial = folder.resolve("first-opening");
        PrivateFiles.delete(trial); // what a start left behind that was ended in the middle
        try {
            PrivateFiles.folder(trial);
            write(trial, OptionalLong.empty());
            OptionalLong account = owner.find(trial, key());
            if (account.isPresent()) {
                write(folder, account);
            }
        } finally {
            PrivateFiles.delete(trial);
        }
    }

    private void write(Path target, OptionalLong account) throws IOException {
        PrivateFiles.write(target.resolve(LOG), TdBinlog.write(StoredSession.settings(session, account), Base64.getDecoder().decode(key())));
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
