package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolSnapshot;

/**
 * The parts that the dialects share.
 *
 * @param dispatcher calls them
 * @param list describes them
 * @param subscriptions the streams that report their changes
 * @param budget limits their results
 */
record ToolServices(ToolDispatcher dispatcher, ToolList list, Subscriptions subscriptions, ResultBudget budget) {

    /** The tools that the sender of a request may use. */
    ToolSnapshot usable(Request request) {
        return dispatcher.tools(request.keyName());
    }
}
