package dev.toolgram.plugins.chats;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;

/** Leaves a group or channel (td_api {@code leaveChat}). */
final class LeaveChat implements Tool<LeaveChat.Input, Done> {

    record Input(@Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    LeaveChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("leave_chat")
                .title("Leave a chat")
                .description("Leaves a group or channel. A private one can only be rejoined with an invitation. To"
                        + " delete one that the account owns use delete_chat.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/leave"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        var _ = telegram.send(new dev.toolgram.tdlib.LeaveChat(telegram.resolve(input.chat())));
        return Done.OK;
    }
}
