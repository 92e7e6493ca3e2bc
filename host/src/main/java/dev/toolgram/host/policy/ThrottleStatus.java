package dev.toolgram.host.policy;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import java.util.function.IntSupplier;

/** Reports the state of the pacing. */
public final class ThrottleStatus implements Tool<ThrottleStatus.Input, ThrottleStatus.Status> {

    record Input() {}

    record Status(Throttle throttle, Cache cache, boolean readOnly, boolean dryRun) {}

    /** @param entries the chats and users that are known without a look-up */
    record Cache(int entries) {}

    private final Pacing pacing;
    private final IntSupplier known;
    private final boolean readOnly;
    private final boolean dryRun;

    /**
     * @param known the number of chats and users that are known without a look-up
     * @param readOnly whether writes are refused
     * @param dryRun whether writes are only previewed
     */
    public ThrottleStatus(Pacing pacing, IntSupplier known, boolean readOnly, boolean dryRun) {
        this.pacing = pacing;
        this.known = known;
        this.readOnly = readOnly;
        this.dryRun = dryRun;
    }

    @Override
    public ToolDefinition<Input, Status> definition() {
        return ToolDefinition.named("throttle_status")
                .title("Show how fast calls may go")
                .description(
                        "Returns how much of each of the account's budgets is used, the gaps between calls, and how much"
                                + " longer they are after recent FLOOD_WAITs of Telegram.")
                .input(Input.class)
                .output(Status.class)
                .route(Route.get("/api/throttle/status"))
                .effect(Effect.READ.closedWorld())
                .cost(Cost.NONE)
                .build();
    }

    @Override
    public Status call(Input input, ToolContext context) {
        return new Status(pacing.status(), new Cache(known.getAsInt()), readOnly, dryRun);
    }
}
