package dev.toolgram.plugins.chats;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatTypeBasicGroup;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetSupergroupFullInfo;

/** Deletes a chat for all members (td_api {@code deleteChat}). */
final class DeleteChat implements Tool<DeleteChat.Input, Done> {

    record Input(@Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    DeleteChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("delete_chat")
                .title("Delete a chat")
                .description(
                        "Deletes a group or channel that the account owns, with all its messages, for all members. It"
                                + " cannot be undone. To only leave it use leave_chat, to delete single messages use"
                                + " delete_messages.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.delete("/api/chats"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        long chatId = telegram.resolve(input.chat());
        switch (telegram.send(new GetChat(chatId)).type()) {
            case ChatTypeSupergroup(long id, boolean _) -> {
                // TDLib needs the full info to know whether the account may delete the chat.
                var _ = telegram.send(new GetSupergroupFullInfo(id));
            }
            case ChatTypeBasicGroup _ -> {
                // TDLib has all information already
            }
            case null, default ->
                // TDLib would delete the whole history for both sides.
                throw ToolException.invalidInput(
                        "chat", "This is a private chat: use a group or channel, or delete_messages");
        }
        var _ = telegram.send(new dev.toolgram.tdlib.DeleteChat(chatId));
        return Done.OK;
    }
}
