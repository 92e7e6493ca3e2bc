package dev.toolgram.plugins.chats;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;

/** Returns the account itself (td_api {@code getMe}). */
final class GetMe implements Tool<GetMe.Input, Entity> {

    record Input() {}

    private final TelegramClient telegram;

    GetMe(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Entity> definition() {
        return ToolDefinition.named("get_me")
                .title("Who am I")
                .description("Returns the account that Toolgram is logged in to, with its phone number. For other users"
                        + " use get_entity.")
                .input(Input.class)
                .output(Entity.class)
                .route(Route.get("/api/me"))
                .effect(Effect.READ.closedWorld())
                .build();
    }

    @Override
    public Entity call(Input input, ToolContext context) {
        return telegram.send(new dev.toolgram.tdlib.GetMe(), Entity.class);
    }
}
