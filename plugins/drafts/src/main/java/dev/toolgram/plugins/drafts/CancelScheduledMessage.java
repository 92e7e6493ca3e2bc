package dev.toolgram.plugins.drafts;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;
import java.util.List;

/** Deletes a scheduled message (td_api {@code deleteMessages}). */
final class CancelScheduledMessage implements Tool<CancelScheduledMessage.Input, Done> {

    record Input(
            @Description("The id of the scheduled message.") @Positive
            long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    CancelScheduledMessage(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("cancel_scheduled_message")
                .title("Cancel a scheduled message")
                .description(
                        "Deletes a message that Telegram was to send later, so that it is not sent. Takes an id from"
                                + " list_scheduled_messages or from the answer of send_message with schedule. For sent"
                                + " messages use delete_messages.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.delete("/api/scheduled/{message_id}"))
                .effect(Effect.DESTRUCTIVE)
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        long chatId = telegram.resolve("chat", input.chat());
        long id = telegram.send(new Td.GetChatScheduledMessages(chatId), Td.ScheduledIds.class).messages().stream()
                .map(Td.MessageId::id)
                .filter(each -> Message.serverId(each) == input.messageId())
                .findFirst()
                .orElseThrow(() -> ToolException.invalidInput(
                        "message_id",
                        "No scheduled message %d in this chat: it was sent or cancelled; list_scheduled_messages shows the ids"
                                .formatted(input.messageId())));
        var _ = telegram.send(new Td.DeleteMessages(chatId, List.of(id), true));
        return Done.OK;
    }
}
