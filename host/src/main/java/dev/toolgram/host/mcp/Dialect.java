package dev.toolgram.host.mcp;

import dev.toolgram.host.http.Request;

/** An era of the protocol: the methods it has and how they are answered. Implementations are thread-safe. */
interface Dialect {

    /** Answers a call, blocking. */
    Reply answer(Incoming.Call call, Request request);

    /** Takes note of a notification; only a {@link Reply.Final} refuses it. */
    default Reply hear(Incoming.Notification notification, Request request) {
        return new Reply.Silence();
    }

    /**
     * Speaks to whoever makes itself understood in no era.
     *
     * @param error what it says to everything
     */
    record Refusal(RpcError error) implements Dialect {
        @Override
        public Reply answer(Incoming.Call call, Request request) {
            return error;
        }

        @Override
        public Reply hear(Incoming.Notification notification, Request request) {
            return error;
        }
    }
}
