package com.example.archive;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Question;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import jakarta.validation.constraints.Min;

/** Deletes alerts that the user has agreed to. */
final class ClearAlerts implements Tool<ClearAlerts.Input, ClearAlerts.Cleared> {

    record Input() {}

    record Choice(
            @Description("How many of the newest to keep.") @DefaultValue("0") @Min(0)
            int keep) {}

    record Cleared(@Description("The number of deleted alerts.") int deleted) {}

    private final AlertLog log;

    ClearAlerts(AlertLog log) {
        this.log = log;
    }

    @Override
    public ToolDefinition<Input, Cleared> definition() {
        return ToolDefinition.named("clear_alerts")
                .title("Delete keyword alerts")
                .description("Deletes the stored keyword alerts, after asking the user how many to keep.")
                .input(Input.class)
                .output(Cleared.class)
                .route(Route.delete("/api/alerts"))
                .effect(Effect.WRITE.closedWorld())
                .cost(Cost.NONE)
                .build();
    }

    @Override
    public Cleared call(Input input, ToolContext context) {
        String text = "Delete the %d stored keyword alerts?".formatted(log.size());
        Choice choice = context.ask(Question.of("clear", text, Choice.class))
                .orElseThrow(
                        () -> new ToolException(ErrorCode.INVALID_INPUT, "The user declined: nothing was deleted."));
        return new Cleared(log.deleteAllBut(choice.keep()));
    }
}
