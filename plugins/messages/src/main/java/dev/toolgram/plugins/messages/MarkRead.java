package dev.toolgram.plugins.messages;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;

/** Marks messages as read (td_api {@code viewMessages}). */
final class MarkRead implements Tool<MarkRead.Input, Done> {

    record Input(
            @Description(ChatParameter.DESCRIPTION + " A link to a message marks messages up to it.")
            ChatReference chat,

            @Description("Marks messages up to this id; 0 marks all.") @DefaultValue("0") @PositiveOrZero
            long maxId) {}

    private final TelegramClient telegram;

    MarkRead(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("mark_read")
                .title("Mark messages as read")
                .description("Marks the messages of a chat as read, all of them or up to an id. Other people may see"
                        + " this. get_messages does not mark messages as read.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/messages/read"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        ResolvedChat chat = telegram.resolveMessage("chat", input.chat());
        long chatId = chat.chatId();
        long given = Lookups.messageId(chat, "max_id", input.maxId());
        long maxId = given == 0 ? newest(chatId) : given;
        if (maxId != 0) {
            var _ = telegram.send(new Td.ViewMessages(chatId, List.of(Message.tdlibId(maxId)), true));
        }
        return Done.OK;
    }

    private long newest(long chatId) {
        Message last = telegram.send(new Td.GetChat(chatId)).lastMessage();
        return last == null ? 0 : last.id();
    }
}
