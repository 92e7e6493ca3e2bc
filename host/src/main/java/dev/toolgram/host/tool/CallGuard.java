package dev.toolgram.host.tool;

/**
 * Decides on a call whose input is valid, before the tool runs. The guards are asked in order; the first that refuses
 * decides. A {@linkplain CallOptions#preview() preview} sends nothing, so it costs a read and needs no approval; its commit
 * is a call of its own. Thread-safe.
 */
@FunctionalInterface
public interface CallGuard {

    /**
     * Admits a call, possibly after a wait within its deadline.
     *
     * @param tool the tool, with its cost, effect and chat fields
     * @param input the bound and validated input
     * @param call the call: caller, key name, deadline, arguments
     * @throws CallRefusedException to refuse it
     * @throws dev.toolgram.api.ToolException as a tool may, for example because a chat does not resolve
     */
    void admit(RegisteredTool tool, Record input, CallContext call);

    /** The call has ended; not to block. */
    default void ended(RegisteredTool tool, CallContext call, ToolResult result) {}
}
