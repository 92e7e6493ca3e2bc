package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.plugins.sandbox.Sandbox;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something goes wrong, on purpose. */
public final class FaultTools {
    private static final Effect EFFECT = Effect.WRITE.repeatable().closedWorld();

    private FaultTools() {}

    /** The tools. */
    public static List<Tool<?, ?>> all() {
        return List.of(fail(), loseAnswer(), hang(), slow(), cut(), blackhole(), restart(), clearFaults());
    }

    record Fail(
            @Description("The API method, for example messages.sendMessage.") @NotBlank
            String method,

            @Description("Telegram's error code.") @Min(-1000) @Max(1000)
            int code,

            @Description("Telegram's error message, for example FLOOD_WAIT_3.") @NotBlank
            String message,

            @Description("How many calls fail; -1: all until the faults are cleared.") @DefaultValue("1") @Min(-1)
            int times) {}

    record LoseAnswer(
            @Description("The API method, for example messages.sendMessage.") @NotBlank
            String method,

            @Description("How many answers are lost.") @DefaultValue("1") @Min(1)
            int times) {}

    record Hang(
            @Description("The API method, for example messages.getHistory. Left out: everything hangs, the protocol's "
                    + "own messages too, and what has hung is cut in the end.")
            @Nullable
            String method) {}

    record Slow(
            @Description("The API method, for example messages.sendMessage.") @NotBlank
            String method,

            @Description("By how many milliseconds its answers are late; 0: not any more.") @Min(0) @Max(600_000)
            int millis) {}

    record Restart(
            @Description("For how many milliseconds connections are refused.")
            @DefaultValue("1000")
            @Min(0)
            @Max(600_000)
            int awayMillis) {}

    record Cut(
            @Description(
                    "Go on cutting every connection about every so many milliseconds, until the faults are cleared.")
            @Nullable
            @Min(10)
            @Max(600_000)
            Integer everyMillis,

            @Description("Go on cutting a connection at about one frame in so many, until the faults are cleared.")
            @Nullable
            @Min(2)
            @Max(1_000_000)
            Integer everyFrames) {}

    record Blackholed(
            @Description("How many connections there were.") int connections) {}

    record Closed(
            @Description("How many connections there were.") int closed) {}

    private static Tool<Fail, Done> fail() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_fail")
                        .title("Let calls fail")
                        .description("The next calls of an API method answer with this error instead of being done.")
                        .input(Fail.class)
                        .output(Done.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    RpcError error = new RpcError(input.code(), input.message());
                    sandbox.dataCentre().faults().fail(known(sandbox, input.method()), error, input.times());
                    return Done.OK;
                });
    }

    private static Tool<LoseAnswer, Done> loseAnswer() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_lose_answer")
                        .title("Lose answers")
                        .description("The next calls of an API method are done, but the connection is cut before the "
                                + "answer is out.")
                        .input(LoseAnswer.class)
                        .output(Done.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    sandbox.dataCentre().faults().loseAnswers(known(sandbox, input.method()), input.times());
                    return Done.OK;
                });
    }

    private static Tool<Hang, Done> hang() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_hang")
                        .title("Let calls hang")
                        .description("Calls of an API method, or all, are neither done nor answered until the faults "
                                + "are cleared; then they are.")
                        .input(Hang.class)
                        .output(Done.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    if (input.method() == null) {
                        sandbox.dataCentre().faults().freeze();
                    } else {
                        sandbox.dataCentre().faults().hang(known(sandbox, input.method()));
                    }
                    return Done.OK;
                });
    }

    private static Tool<Slow, Done> slow() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_slow")
                        .title("Answer slowly")
                        .description("Calls of an API method are done at once and answered late, until the faults are "
                                + "cleared.")
                        .input(Slow.class)
                        .output(Done.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    Duration delay = Duration.ofMillis(input.millis());
                    sandbox.dataCentre().faults().delay(known(sandbox, input.method()), delay);
                    return Done.OK;
                });
    }

    private static Tool<NoInput, Blackholed> blackhole() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_blackhole")
                        .title("Strand connections")
                        .description("Lets every connection to the sandbox go dead without closing it, as happens when "
                                + "a router forgets it or a machine wakes up elsewhere. New ones work.")
                        .input(NoInput.class)
                        .output(Blackholed.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> new Blackholed(sandbox.dataCentre().blackhole()));
    }

    private static Tool<Restart, Done> restart() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_restart")
                        .title("Restart the data centre")
                        .description("Closes the port and every connection, forgets every session, and comes back "
                                + "after a while with its keys and its state. Returns at once.")
                        .input(Restart.class)
                        .output(Done.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    sandbox.dataCentre().restart(Duration.ofMillis(input.awayMillis()));
                    return Done.OK;
                });
    }

    private static Tool<Cut, Closed> cut() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_cut")
                        .title("Cut connections")
                        .description("Closes every connection to the sandbox now and, if wanted, again and again at "
                                + "irregular times. Clients come back by themselves.")
                        .input(Cut.class)
                        .output(Closed.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    if (input.everyMillis() != null) {
                        sandbox.dataCentre().storm().begin(Duration.ofMillis(input.everyMillis()));
                    }
                    if (input.everyFrames() != null) {
                        sandbox.dataCentre().faults().cutEveryFrames(input.everyFrames());
                    }
                    return new Closed(sandbox.dataCentre().cut());
                });
    }

    private static Tool<NoInput, Done> clearFaults() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_clear_faults")
                        .title("Clear all faults")
                        .description("Nothing fails, hangs or is cut any more; calls that hang are answered.")
                        .input(NoInput.class)
                        .output(Done.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    sandbox.dataCentre().storm().end();
                    sandbox.dataCentre().faults().clear();
                    return Done.OK;
                });
    }

    private static String known(Sandbox sandbox, String method) {
        if (!sandbox.hasMethod(method)) {
            throw ToolException.invalidInput("method", "Unknown method of Telegram's API: '%s'".formatted(method));
        }
        return method;
    }
}
