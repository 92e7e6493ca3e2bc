package dev.toolgram.plugins.sandbox.mtproto;

/** Responses the API's methods. Called by many threads at once. */
@FunctionalInterface
public interface RpcHandler {
    /**
     * Responses a call.
     *
     * @return a {@code TlObject}, {@code Boolean} or list, as the method's type in the schema says
     * @throws RpcError to answer with an error
     */
    Object call(RpcCall call);
}
