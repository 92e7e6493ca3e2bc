package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.plugins.sandbox.RunningSandbox;
import dev.toolgram.plugins.sandbox.Sandbox;
import java.util.function.BiFunction;

/**
 * A tool that steers the sandbox that runs when it is called.
 *
 * @param definition what the host publishes
 * @param work what it does to the sandbox
 */
record ControlTool<I extends Record, O>(ToolDefinition<I, O> definition, BiFunction<Sandbox, I, O> work)
        implements Tool<I, O> {

    @Override
    public O call(I input, ToolContext context) {
        return work.apply(RunningSandbox.get(), input);
    }
}
