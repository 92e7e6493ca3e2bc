package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.AuthKey;
import dev.toolgram.plugins.sandbox.mtproto.AuthKeys;
import dev.toolgram.plugins.sandbox.mtproto.Pusher;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The login credentials of the account, and logins in progress. Thread-safe. */
public final class Account {
    /** The confirmation code, always. */
    public static final String CODE = "12345";

    private final AuthKeys keys;
    private final Pusher pusher;
    private final Set<AuthKey> showingCodes = Collections.newSetFromMap(new WeakHashMap<>());
    private final Set<AuthKey> scanned = Collections.newSetFromMap(new WeakHashMap<>());
    private final ChangeListener log;
    private @Nullable String password;

    /** @param keys the keys of the account's clients */
    public Account(AuthKeys keys, Pusher pusher, ChangeListener log) {
        this.log = log;
        this.keys = keys;
        this.pusher = pusher;
    }

    /** The password of the two-step verification; {@code null} when there is none. */
    public synchronized @Nullable String password() {
        return password;
    }

    /** Sets the password, or, {@code null}, does without. */
    public synchronized void setPassword(@Nullable String value) {
        log.passwordSet(value);
        password = value;
    }

    synchronized void showsCode(AuthKey key) {
        showingCodes.add(key);
    }

    /** Whether another device has scanned the code that this client shows. */
    synchronized boolean wasScanned(AuthKey key) {
        return scanned.contains(key);
    }

    void signIn(AuthKey key) {
        synchronized (this) {
            showingCodes.remove(key);
            scanned.remove(key);
        }
        key.setAuthorized(true);
    }

    /** Another device scans every code that is shown. Returns how many there were. */
    public int acceptCodes() {
        List<AuthKey> waiting;
        synchronized (this) {
            waiting = List.copyOf(showingCodes);
            scanned.addAll(waiting);
            showingCodes.clear();
        }
        int now = (int) (System.currentTimeMillis() / 1000);
        TlObject update = TlObject.of("updateShort", "update", TlObject.of("updateLoginToken"), "date", now);
        pusher.pushToAll(update, waiting::contains);
        return waiting.size();
    }

    /** Ends every sign-in, as another device can. Returns how many there were. */
    public int revoke() {
        List<AuthKey> revoked = keys.permanent().filter(AuthKey::authorized).toList();
        revoked.forEach(key -> key.setAuthorized(false));
        // Clients notice when they ask for something; this makes them ask.
        pusher.push(TlObject.of("updatesTooLong"), revoked::contains);
        return revoked.size();
    }
}
