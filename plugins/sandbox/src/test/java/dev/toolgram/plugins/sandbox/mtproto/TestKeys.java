package dev.toolgram.plugins.sandbox.mtproto;

/** Keys without a key exchange. */
public final class TestKeys {
    private TestKeys() {}

    /** A key with a logged-in user. */
    public static AuthKey authorized() {
        AuthKey key = fresh();
        key.setAuthorized(true);
        return key;
    }

    /** A key without a logged-in user. */
    public static AuthKey fresh() {
        return new AuthKey(Bytes.random(256), 1, false, 1);
    }
}
