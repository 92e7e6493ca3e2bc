package dev.toolgram.host.tool;

import dev.toolgram.api.ToolContext.Caller;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call as a door understood it.
 *
 * @param tool the tool's name
 * @param arguments the input as JSON, not yet checked
 * @param caller the door
 * @param requestId what the caller sees in the answer and the operator in the log
 * @param listener hears how far the call is
 * @param cancellation ends the call early
 */
public record ToolCall(
        String tool,
        ObjectNode arguments,
        Caller caller,
        String requestId,
        ProgressListener listener,
        Cancellation cancellation) {

    /** A call that is waited for in silence. */
    public ToolCall(String tool, ObjectNode arguments, Caller caller, String requestId) {
        this(tool, arguments, caller, requestId, ProgressListener.NONE, new Cancellation());
    }

    /** Without the arguments, which may hold anything. */
    @Override
    public String toString() {
        return "ToolCall[tool=" + tool + ", caller=" + caller + ", requestId=" + requestId + "]";
    }
}
