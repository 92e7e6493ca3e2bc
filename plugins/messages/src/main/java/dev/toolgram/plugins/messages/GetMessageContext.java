package dev.toolgram.plugins.messages;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.ArrayList;
import java.util.List;

/** Returns the messages around one (td_api {@code getChatHistory}). */
final class GetMessageContext implements Tool<GetMessageContext.Input, List<Message>> {

    record Input(
            @Description("The id of the message.") @Positive long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The number of messages before it.") @DefaultValue("5") @PositiveOrZero @Max(100)
            int before,

            @Description("The number of messages after it.") @DefaultValue("5") @PositiveOrZero @Max(100)
            int after) {}

    private final TelegramClient telegram;

    GetMessageContext(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Message>> definition() {
        return ToolDefinition.named("get_message_context")
                .title("Read around a message")
                .description("Returns a message with those before and after it in its chat, oldest first: for a message"
                        + " found by a search or named by a link. For the answers to it use get_replies, for longer"
                        + " stretches get_messages.")
                .input(Input.class)
                .outputList(Message.class)
                .route(Route.get("/api/messages/{message_id}/context"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public List<Message> call(Input input, ToolContext context) {
        long id = input.messageId();
        long chatId = Lookups.chatOf(telegram, "chat", input.chat(), "message_id", List.of(id));
        Message message = Lookups.requireMessage(telegram, chatId, id, "message_id");
        MessagePages history = MessagePages.history(telegram, chatId);
        List<Message> around =
                new ArrayList<>(history.newest(input.before(), id, null, null).reversed());
        around.add(message);
        around.addAll(history.oldest(input.after(), id, null, null));
        return around;
    }
}
