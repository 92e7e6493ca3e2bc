package dev.toolgram.host.policy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A key file in force, with the scopes of its keys.
 *
 * @param file without problems
 * @param scopes of each key whose chats are resolved
 * @param exists whether there is a file, so that every request needs a key
 */
record KeyRing(KeyFile file, Map<CallerPolicy, Scopes> scopes, boolean exists) {

    static final KeyRing EMPTY = new KeyRing(KeyFile.EMPTY, Map.of(), false);

    /**
     * The chats of a key.
     *
     * @param read which it may read
     * @param write which it may change
     */
    record Scopes(ChatScope read, ChatScope write) {}

    @Nullable
    Scopes scopesOf(CallerPolicy key) {
        return scopes.get(key);
    }

    /** The names of the keys whose chats are not resolved. */
    Set<String> unresolved() {
        Set<String> names = new TreeSet<>(file.keys().keySet());
        names.removeIf(name -> scopes.containsKey(file.keys().get(name)));
        return names;
    }
}
