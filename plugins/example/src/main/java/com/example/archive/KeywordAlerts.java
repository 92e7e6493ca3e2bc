package com.example.archive;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;

/** Lists the alerts. */
final class KeywordAlerts implements Tool<KeywordAlerts.Input, List<Alert>> {

    record Input(
            @Description("The maximum number of alerts.") @DefaultValue("20") @Min(1) @Max(200)
            int limit) {}

    private final AlertLog log;

    KeywordAlerts(AlertLog log) {
        this.log = log;
    }

    @Override
    public ToolDefinition<Input, List<Alert>> definition() {
        return ToolDefinition.named("keyword_alerts")
                .title("List keyword alerts")
                .description("Returns messages that arrived while the host was running and contain one of the operator's"
                        + " keywords, newest first. To search older messages use get_messages with search.")
                .input(Input.class)
                .outputList(Alert.class)
                .route(Route.get("/api/alerts"))
                .effect(Effect.READ.closedWorld())
                .cost(Cost.NONE)
                .build();
    }

    @Override
    public List<Alert> call(Input input, ToolContext context) {
        return log.newest(input.limit());
    }
}
