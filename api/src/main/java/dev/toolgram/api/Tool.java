package dev.toolgram.api;

/**
 * A capability published as a REST route and an MCP tool. Implementations are called by many threads concurrently and
 * must be thread-safe.
 *
 * @param <I> the input: a record whose components are the parameters; {@link ToolDefinition#inputType()} describes the
 *     mapping to JSON
 * @param <O> the result, see {@link ToolDefinition#outputType()}
 */
public interface Tool<I extends Record, O> {

    /** The published description of this tool. Called once, when the plugin starts. */
    ToolDefinition<I, O> definition();

    /**
     * Runs the tool. May block: each call has its own virtual thread, whose context class loader is the plugin's.
     *
     * @param input the input, bound from the caller's JSON; every constraint on the record holds
     * @param context the context of this call
     * @return the result; never {@code null}
     * @throws ToolException to report a failure to the caller. Any other exception is a bug in the tool: the caller gets
     *     an internal error without details, the log gets the stack trace
     */
    O call(I input, ToolContext context);
}
