package dev.toolgram.plugins.chats;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetSupergroupFullInfo;
import org.jspecify.annotations.Nullable;

/** Finds a channel's discussion group, or the channel of one (td_api {@code getSupergroupFullInfo}). */
final class GetLinkedChat implements Tool<GetLinkedChat.Input, GetLinkedChat.Linked> {

    record Input(@Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    record Linked(
            @Description("The bare id of the linked chat; null when there is none.") @Nullable
            Long linkedChatId,

            @Description("The linked chat; null when there is none.") @Nullable
            Entity linkedEntity) {}

    private final TelegramClient telegram;

    GetLinkedChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Linked> definition() {
        return ToolDefinition.named("get_linked_chat")
                .title("Get the discussion group of a channel")
                .description(
                        "Returns the discussion group of a channel, where its posts are commented on, or the channel"
                                + " that a discussion group belongs to. For the chat itself use get_entity.")
                .input(Input.class)
                .output(Linked.class)
                .route(Route.get("/api/chats/{chat}/linked"))
                .alsoAt(Route.get("/api/channels/linked"))
                .effect(Effect.READ)
                .cost(Cost.FULL)
                .build();
    }

    @Override
    public Linked call(Input input, ToolContext context) {
        if (!(telegram.send(new GetChat(telegram.resolve(input.chat()))).type()
                instanceof ChatTypeSupergroup(long id, boolean _))) {
            throw ToolException.invalidInput(
                    "chat", "Only channels and supergroups have a linked chat, and this is neither");
        }
        long linked = telegram.send(new GetSupergroupFullInfo(id)).linkedChatId();
        if (linked == 0) {
            return new Linked(null, null);
        }
        Entity entity = telegram.send(new GetChat(linked), Entity.class);
        return new Linked(entity.id(), entity);
    }
}
