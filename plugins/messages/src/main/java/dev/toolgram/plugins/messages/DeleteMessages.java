package dev.toolgram.plugins.messages;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;

/** Deletes messages (td_api {@code deleteMessages}). */
final class DeleteMessages implements Tool<DeleteMessages.Input, DeleteMessages.Output> {

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The ids of the messages, 1 to 100.") @Size(min = 1, max = 100)
            List<@Positive Long> messageIds,

            @Description("Delete for all participants, not only for this account, where Telegram allows it.")
            @DefaultValue("true")
            boolean revoke) {}

    record Output(
            @Description("The number of messages that existed.")
            int deleted,

            @Description("The number of messages in the request.")
            int requested) {}

    private final TelegramClient telegram;

    DeleteMessages(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Output> definition() {
        return ToolDefinition.named("delete_messages")
                .title("Delete messages")
                .description("Permanently deletes messages of a chat and returns how many of them existed. Cannot be"
                        + " undone. To leave or delete a whole chat, use leave_chat or delete_chat.")
                .input(Input.class)
                .output(Output.class)
                .route(Route.delete("/api/messages"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .previewByRunning()
                .build();
    }

    @Override
    public Output call(Input input, ToolContext context) {
        long chatId = Lookups.chatOf(telegram, "chat", input.chat(), "message_ids", input.messageIds());
        List<Long> ids = Td.ids(input.messageIds()).stream().distinct().toList();
        // TDLib returns "ok" for messages that do not exist, so check which ones do.
        long existing = telegram.send(new Td.GetMessages(chatId, ids)).messages().stream()
                .filter(Objects::nonNull)
                .count();
        if (existing > 0) {
            var _ = telegram.send(new Td.DeleteMessages(chatId, ids, input.revoke()));
        }
        return new Output((int) existing, input.messageIds().size());
    }
}
