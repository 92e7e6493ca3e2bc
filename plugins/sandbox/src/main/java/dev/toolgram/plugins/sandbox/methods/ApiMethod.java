package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;

/** Responses one method of the API, holding the world's monitor. */
@FunctionalInterface
interface ApiMethod {
    /** The answer, as the method's type in the schema says. */
    Object answer(RpcCall call);
}
