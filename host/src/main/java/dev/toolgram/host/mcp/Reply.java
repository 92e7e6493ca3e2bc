package dev.toolgram.host.mcp;

import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** What a dialect answers to a message. */
sealed interface Reply {

    /** A reply that is one JSON-RPC response. */
    sealed interface Final extends Reply permits Result, RpcError {}

    /**
     * A JSON-RPC result.
     *
     * @param value the result's fields
     */
    record Result(ObjectNode value) implements Final {}

    /** Messages that are sent while they happen, the response at most as the last of them. */
    @FunctionalInterface
    non-sealed interface Stream extends Reply {
        /**
         * Sends them, blocking.
         *
         * @throws IOException if the client has gone
         */
        void writeTo(EventStream out) throws IOException;
    }

    /**
     * Messages that come until the client leaves or the host ends.
     *
     * @param messages sends them
     */
    record Endless(Stream messages) implements Stream {
        @Override
        public void writeTo(EventStream out) throws IOException {
            messages.writeTo(out);
        }
    }

    /** No response: the client has said that it does not want one any more. */
    record Silence() implements Reply {}
}
