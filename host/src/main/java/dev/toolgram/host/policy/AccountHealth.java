package dev.toolgram.host.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reports how close the account is to Telegram's limits. */
public final class AccountHealth implements Tool<AccountHealth.Input, AccountHealth.Health> {

    private static final int WARNING = 2;
    private static final int HIGH = 8;

    record Input() {}

    enum Risk {
        @JsonProperty("ok")
        OK,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("high")
        HIGH
    }

    record Health(
            @Description("Whether the account is logged in.")
            boolean authorized,

            @Description("ok, warning after a FLOOD_WAIT in the last hour, high after several.")
            Risk risk,

            @Description("How many times longer the gaps between calls are.")
            double multiplier,

            @JsonProperty("flood_events_1h") int floodEvents1h,
            boolean readOnly,
            boolean dryRun,

            @Description("Why no call may change anything; null if calls may.") @Nullable
            String writesStopped) {}

    private final Pacing pacing;
    private final BooleanSupplier authorized;
    private final boolean readOnly;
    private final boolean dryRun;

    /**
     * @param authorized whether the account is logged in
     * @param readOnly whether writes are refused
     * @param dryRun whether writes are only previewed
     */
    public AccountHealth(Pacing pacing, BooleanSupplier authorized, boolean readOnly, boolean dryRun) {
        this.pacing = pacing;
        this.authorized = authorized;
        this.readOnly = readOnly;
        this.dryRun = dryRun;
    }

    @Override
    public ToolDefinition<Input, Health> definition() {
        return ToolDefinition.named("account_health")
                .title("Show the account's health")
                .description(
                        "Returns whether the account is logged in, and how likely Telegram is to limit it. Send less"
                                + " when risk is not ok.")
                .input(Input.class)
                .output(Health.class)
                .route(Route.get("/api/account/health"))
                .effect(Effect.READ.closedWorld())
                .cost(Cost.NONE)
                .build();
    }

    @Override
    public Health call(Input input, ToolContext context) {
        Throttle throttle = pacing.status();
        String stopped = pacing.writesStopped().orElse(null);
        return new Health(
                authorized.getAsBoolean(),
                risk(throttle.multiplier(), stopped),
                throttle.multiplier(),
                throttle.floodEvents1h(),
                readOnly,
                dryRun,
                stopped);
    }

    private static Risk risk(double multiplier, @Nullable String stopped) {
        return stopped != null || multiplier >= HIGH ? Risk.HIGH : multiplier >= WARNING ? Risk.WARNING : Risk.OK;
    }
}
