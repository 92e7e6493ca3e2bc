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

/** Makes a link to a message (td_api {@code getMessageLink}). */
final class GetMessageLink implements Tool<GetMessageLink.Input, Td.MessageLink> {

    record Input(
            @Description("The id of the message.") @Positive long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    GetMessageLink(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Td.MessageLink> definition() {
        return ToolDefinition.named("get_message_link")
                .title("Get the link to a message")
                .description("Returns the t.me link to a message of a supergroup or channel, and whether it works for"
                        + " people outside of the chat. Messages of private chats and basic groups have none. The"
                        + " opposite is resolve_message_link.")
                .input(Input.class)
                .output(Td.MessageLink.class)
                .route(Route.get("/api/messages/{message_id}/link"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public Td.MessageLink call(Input input, ToolContext context) {
        long chatId = Lookups.chatOf(telegram, "chat", input.chat(), "message_id", List.of(input.messageId()));
        Message _ = Lookups.requireMessage(telegram, chatId, input.messageId(), "message_id");
        return telegram.send(new Td.GetMessageLink(chatId, Message.tdlibId(input.messageId())));
    }
}
