package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.TlReader;
import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of this data center. A client with any other key gets the error that it is unknown.
 * Thread-safe.
 */
public final class AuthKeys {
    private static final int REMOVED = 1;
    private static final int TEMPORARY = 2;
    private static final int AUTHORIZED = 4;

    private record SessionId(long key, long session) {}

    private final Map<Long, AuthKey> keys = new ConcurrentHashMap<>();
    private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();
    private final Consumer<byte[]> log;

    /** None yet, and none that outlives the process. */
    public AuthKeys() {
        this(key -> {});
    }

    /** None yet. The log is given each key when it is new, changed or removed, for {@link #restore}. */
    public AuthKeys(Consumer<byte[]> log) {
        this.log = log;
    }

    void add(AuthKey key) {
        keys.put(key.id(), key);
        write(key, 0);
        key.onChange(() -> write(key, 0));
    }

    @Nullable
    AuthKey find(long id) {
        return keys.get(id);
    }

    void remove(AuthKey key) {
        keys.remove(key.id());
        sessions.keySet().removeIf(id -> id.key() == key.id());
        write(key, REMOVED);
    }

    /** The session of a key, new if there is none of this id. */
    Session session(AuthKey key, long id) {
        return sessions.computeIfAbsent(new SessionId(key.id(), id), _ -> new Session(id, key));
    }

    boolean destroySession(AuthKey key, long id) {
        return sessions.remove(new SessionId(key.id(), id)) != null;
    }

    /** Forgets every session, as a restart does; clients begin new ones. */
    void forgetSessions() {
        sessions.clear();
    }

    /** Every key. */
    public Stream<AuthKey> all() {
        return keys.values().stream();
    }

    /** The keys that carry a sign-in of their own. */
    public Stream<AuthKey> permanent() {
        return all().filter(key -> !key.temporary());
    }

    /** The sessions whose sign-in's key is such, temporary keys followed to the one they are bound to. */
    public Stream<Session> sessions(Predicate<AuthKey> account) {
        return sessions.values().stream().filter(session -> {
            AuthKey owner = session.key().account();
            return owner != null && account.test(owner);
        });
    }

    private synchronized void write(AuthKey key, int removed) {
        AuthKey owner = key.temporary() ? key.account() : null;
        log.accept(new TlWriter()
                .writeInt(removed | (key.temporary() ? TEMPORARY : 0) | (key.authorized() ? AUTHORIZED : 0))
                .writeInt(key.dc())
                .writeLong(key.salt())
                .writeBytes(key.value())
                .writeLong(owner == null ? 0 : owner.id())
                .toBytes());
    }

    /** Takes over a key as it was written to the log; of the same key, the last one counts. */
    public void restore(TlReader in) {
        int flags = in.readInt();
        int dc = in.readInt();
        long salt = in.readLong();
        AuthKey written = new AuthKey(in.readBytes(), dc, (flags & TEMPORARY) != 0, salt);
        AuthKey key = keys.computeIfAbsent(written.id(), id -> written);
        if ((flags & REMOVED) != 0) {
            keys.remove(key.id());
            return;
        }
        AuthKey owner = keys.get(in.readLong());
        if (owner != null) {
            key.bindTo(owner);
        }
        key.setAuthorized((flags & AUTHORIZED) != 0);
        key.onChange(() -> write(key, 0));
    }
}
