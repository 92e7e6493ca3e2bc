package dev.toolgram.host.mcp;

import tools.jackson.databind.node.ObjectNode;

/** What a dialect answers to a call. */
sealed interface Reply permits Reply.Result, RpcError {

    /**
     * A JSON-RPC result.
     *
     * @param value the result's fields
     */
    record Result(ObjectNode value) implements Reply {}
}
