package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.function.Predicate;

/** Sends clients what they did not ask for. Thread-safe. */
public final class Pusher {
    private final Codec codec;
    private final AuthKeys keys;

    /** To the sessions of these keys. */
    public Pusher(Codec codec, AuthKeys keys) {
        this.codec = codec;
        this.keys = keys;
    }

    /** Sends an object of the type Updates to the sessions of such accounts' keys that follow updates. */
    public void push(TlObject updates, Predicate<AuthKey> account) {
        byte[] body = codec.write(updates);
        keys.sessions(account).filter(Session::wantsUpdates).forEach(session -> session.push(body));
    }

    /** The same, but also to sessions that never asked for updates: who waits to be signed in does not. */
    public void pushToAll(TlObject updates, Predicate<AuthKey> account) {
        byte[] body = codec.write(updates);
        keys.sessions(account).forEach(session -> session.push(body));
    }
}
