package dev.toolgram.plugins.messages;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;

/** Returns the message that a link names (td_api {@code getMessage}). */
final class ResolveMessageLink implements Tool<ResolveMessageLink.Input, ResolveMessageLink.Linked> {

    record Input(
            @Description("A link to a message: t.me/name/123 or t.me/c/id/123, also as tg:// link.")
            ChatReference link) {}

    record Linked(Entity chat, Message message) {}

    private final TelegramClient telegram;

    ResolveMessageLink(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Linked> definition() {
        return ToolDefinition.named("resolve_message_link")
                .title("Resolve a link to a message")
                .description("Returns the message that a t.me link names, and its chat. For the messages around it use"
                        + " get_message_context. For a link to a chat use get_entity.")
                .input(Input.class)
                .output(Linked.class)
                .route(Route.get("/api/links"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public Linked call(Input input, ToolContext context) {
        ResolvedChat linked = telegram.resolveMessage("link", input.link());
        Long id = linked.messageId();
        if (id == null) {
            throw ToolException.invalidInput("link", "This names a chat, not a message: use get_entity");
        }
        return new Linked(
                telegram.send(new Td.GetChat(linked.chatId()), Entity.class),
                Lookups.requireMessage(telegram, linked.chatId(), id, "link"));
    }
}
