package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
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

    /** A tool that changes the sandbox with each call, and does not touch Telegram's limits. */
    static <I extends Record, O> ControlTool<I, O> writing(
            String name,
            String title,
            String description,
            Class<I> input,
            Class<O> output,
            BiFunction<Sandbox, I, O> work) {
        return new ControlTool<>(
                ToolDefinition.named(name)
                        .title(title)
                        .description(description)
                        .input(input)
                        .output(output)
                        .effect(Effect.WRITE.closedWorld())
                        .cost(Cost.NONE)
                        .build(),
                work);
    }

    @Override
    public O call(I input, ToolContext context) {
        return work.apply(RunningSandbox.get(), input);
    }
}
