package dev.toolgram.plugins.chats;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetChat;

/** Looks up a user, group or channel (td_api {@code getChat}). */
final class GetEntity implements Tool<GetEntity.Input, Entity> {

    record Input(@Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    GetEntity(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Entity> definition() {
        return ToolDefinition.named("get_entity")
                .title("Look up a user, group or channel")
                .description("Returns the user, group or channel for a username, link, phone number or id, with"
                        + " its id, names and a ref to use in other calls. For the account itself use get_me, for the"
                        + " members of a group get_participants.")
                .input(Input.class)
                .output(Entity.class)
                .route(Route.get("/api/entities"))
                .effect(Effect.READ)
                .cost(Cost.RESOLVE)
                .build();
    }

    @Override
    public Entity call(Input input, ToolContext context) {
        return telegram.send(new GetChat(telegram.resolve(input.chat())), Entity.class);
    }
}
