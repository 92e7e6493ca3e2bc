package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;

/** A call of an API method, and where it comes from. Belongs to one thread. */
public final class RpcCall {
    private final TlObject function;
    private final AuthKey key;
    private final List<Runnable> afterwards = new ArrayList<>();

    /** A call with its wrappers taken off. */
    public RpcCall(TlObject function, AuthKey key) {
        this.function = function;
        this.key = key;
    }

    /** A replayed call of an earlier process, without a client. */
    public static RpcCall ofThePast(TlObject function) {
        return new RpcCall(function, new AuthKey(new byte[0], 0, false, 0));
    }

    /** The method and its parameters. */
    public TlObject function() {
        return function;
    }

    /** The key of the calling client. */
    public AuthKey key() {
        return key;
    }

    /** Has something done when the answer is on its way, such as telling others. */
    public void afterwards(Runnable action) {
        afterwards.add(action);
    }

    /** Does what was left for afterwards. */
    public void finish() {
        afterwards.forEach(Runnable::run);
    }
}
