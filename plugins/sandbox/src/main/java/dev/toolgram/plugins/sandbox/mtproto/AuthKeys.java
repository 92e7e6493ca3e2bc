package dev.toolgram.plugins.sandbox.mtproto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every key this data centre has agreed on. In memory: a client that comes back to a new process with an old key is
 * told that it is unknown.
 */
public final class AuthKeys {
    private final Map<Long, AuthKey> keys = new ConcurrentHashMap<>();

    void add(AuthKey key) {
        keys.put(key.id(), key);
    }

    @Nullable
    AuthKey find(long id) {
        return keys.get(id);
    }

    void remove(AuthKey key) {
        keys.remove(key.id());
    }

    /** The keys that carry a sign-in of their own. */
    public Stream<AuthKey> permanent() {
        return keys.values().stream().filter(key -> !key.temporary());
    }

    /** The sessions whose sign-in's key is such, temporary keys followed to the one they are bound to. */
    public Stream<Session> sessions(Predicate<AuthKey> account) {
        return keys.values().stream()
                .filter(key -> {
                    AuthKey owner = key.account();
                    return owner != null && account.test(owner);
                })
                .flatMap(key -> key.sessions().stream());
    }
}
