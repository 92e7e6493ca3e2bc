package dev.toolgram.plugins.messages;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;
import java.util.List;

/** Unpins a message (td_api {@code unpinChatMessage}). */
final class UnpinMessage implements Tool<UnpinMessage.Input, Done> {

    record Input(
            @Description("The id of the message.") @Positive long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    UnpinMessage(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("unpin_message")
                .title("Unpin a message")
                .description("Removes one message from the pinned messages of its chat; the message itself stays."
                        + " get_pinned_messages lists them. To delete a message use delete_messages.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/messages/{message_id}/unpin"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.SEND)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        long chatId = Lookups.chatOf(telegram, "chat", input.chat(), "message_id", List.of(input.messageId()));
        Message _ = Lookups.requireMessage(telegram, chatId, input.messageId(), "message_id");
        var _ = telegram.send(new Td.UnpinChatMessage(chatId, Message.tdlibId(input.messageId())));
        return Done.OK;
    }
}
