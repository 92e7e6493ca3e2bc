package dev.toolgram.plugins.sandbox.mtproto;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The key shared by a client and this data center after a key exchange, and its logged-in user. It outlives sessions,
 * which come and go. Thread-safe.
 */
public final class AuthKey {
    private final byte[] value;
    private final long id;
    private final int dc;
    private final boolean temporary;
    private final Set<Long> salts = ConcurrentHashMap.newKeySet();
    private final long salt;
    private volatile @Nullable AuthKey permanent;
    private volatile boolean authorized;
    private volatile Runnable whenChanged = () -> {};

    /**
     * @param dc the data centre, 1 to 5, that the client believes to talk to
     * @param temporary whether it carries nothing of its own until it is bound to a permanent one
     */
    AuthKey(byte[] value, int dc, boolean temporary, long salt) {
        this.value = value.clone();
        this.id = idOf(value);
        this.dc = dc;
        this.temporary = temporary;
        this.salt = salt;
        salts.add(salt);
    }

    static long idOf(byte[] value) {
        return Bytes.longAt(Bytes.sha1(value), 12);
    }

    /** The number by which the protocol names it. */
    public long id() {
        return id;
    }

    /** The shared key. */
    public byte[] value() {
        return value.clone();
    }

    /** The data centre that the client believes to talk to. */
    public int dc() {
        return dc;
    }

    /** Whether it is bound to a permanent one that carries the sign-in. */
    public boolean temporary() {
        return temporary;
    }

    void bindTo(AuthKey key) {
        permanent = key;
        whenChanged.run();
    }

    /** The key that the sign-in belongs to: this one, or the one it is bound to; {@code null} while it is not bound. */
    @Nullable
    AuthKey account() {
        return temporary ? permanent : this;
    }

    /** Whether a user is logged in. */
    public boolean authorized() {
        return authorized;
    }

    /** Signs in, or out. */
    public void setAuthorized(boolean value) {
        authorized = value;
        whenChanged.run();
    }

    void onChange(Runnable action) {
        whenChanged = action;
    }

    long salt() {
        return salt;
    }

    boolean knowsSalt(long candidate) {
        return salts.contains(candidate);
    }

    long newSalt() {
        long fresh = Bytes.randomLong();
        salts.add(fresh);
        return fresh;
    }
}
