package dev.toolgram.plugins.messages;

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

/** Returns one message (td_api {@code getMessage}). */
final class GetMessage implements Tool<GetMessage.Input, Message> {

    record Input(
            @Description("The id of the message.") @Positive long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    GetMessage(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Message> definition() {
        return ToolDefinition.named("get_message")
                .title("Get a message")
                .description("Returns one message of a chat by its id. For the messages around it use"
                        + " get_message_context, for a t.me link resolve_message_link, for many get_messages.")
                .input(Input.class)
                .output(Message.class)
                .route(Route.get("/api/messages/{message_id}"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public Message call(Input input, ToolContext context) {
        long chatId = Lookups.chatOf(telegram, "chat", input.chat(), "message_id", List.of(input.messageId()));
        return Lookups.requireMessage(telegram, chatId, input.messageId(), "message_id");
    }
}
