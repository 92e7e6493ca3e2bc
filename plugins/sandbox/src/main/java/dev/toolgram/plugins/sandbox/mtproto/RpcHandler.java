package dev.toolgram.plugins.sandbox.mtproto;

/** Answers the API's methods. Called by many threads at once. */
@FunctionalInterface
public interface RpcHandler {
    /**
     * Answers a call.
     *
     * @return a {@code TlObject}, {@code Boolean} or list, as the method's type in the schema says
     * @throws RpcError to answer with an error
     */
    Object call(RpcCall call);
}
