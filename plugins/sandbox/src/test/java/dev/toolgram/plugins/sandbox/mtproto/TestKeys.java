package dev.toolgram.plugins.sandbox.mtproto;

/** Keys without a key exchange. */
public final class TestKeys {
    private TestKeys() {}

    /** One that somebody is signed in with. */
    public static AuthKey authorized() {
        AuthKey key = fresh();
        key.setAuthorized(true);
        return key;
    }

    /** One that nobody is signed in with. */
    public static AuthKey fresh() {
        return new AuthKey(Bytes.random(256), 1, false, 1);
    }
}
