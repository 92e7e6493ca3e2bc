package dev.toolgram.plugins.drafts;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.Comparator;
import java.util.List;

/** Lists the scheduled messages of a chat (td_api {@code getChatScheduledMessages}). */
final class ListScheduledMessages implements Tool<ListScheduledMessages.Input, List<Message>> {

    record Input(@Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    ListScheduledMessages(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Message>> definition() {
        return ToolDefinition.named("list_scheduled_messages")
                .title("List scheduled messages")
                .description("Returns the messages that Telegram will send to a chat later, the next one first, at most"
                        + " 100. Their ids are only for cancel_scheduled_message. To schedule one use send_message"
                        + " with schedule.")
                .input(Input.class)
                .outputList(Message.class)
                .route(Route.get("/api/scheduled"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public List<Message> call(Input input, ToolContext context) {
        long chatId = telegram.resolve("chat", input.chat());
        return telegram.send(new Td.GetChatScheduledMessages(chatId)).messages().stream()
                .sorted(Comparator.comparing(Message::date).thenComparing(Message::id))
                .toList();
    }
}
