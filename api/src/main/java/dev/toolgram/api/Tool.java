package dev.toolgram.api;

/**
 * One capability. Implementations are called by many threads at once and must be thread-safe; immutable ones are.
 *
 * @param <I> the input: a record whose components are the parameters. See {@link ToolDefinition#inputType()} for how
 *     they become JSON
 * @param <O> the result, see {@link ToolDefinition#outputType()}
 */
public interface Tool<I extends Record, O> {

    /** What the host publishes of this tool. Asked once, when the plugin starts. */
    ToolDefinition<I, O> definition();

    /**
     * Does the work, blocking, on a thread of its own, whose context class loader is the plugin's.
     *
     * @param input bound from the caller's JSON and valid: every constraint on the record holds
     * @param context the facts of this call
     * @return the result; never {@code null}
     * @throws ToolException the only deliberate failure; its code says who can fix it. Anything else that is thrown
     *     counts as a defect of the tool: the caller gets an internal error without details, the log gets the stack
     *     trace
     */
    O call(I input, ToolContext context);
}
