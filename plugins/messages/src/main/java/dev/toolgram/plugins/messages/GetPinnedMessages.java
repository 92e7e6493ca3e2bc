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
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;

/** Lists the pinned messages of a chat (td_api {@code searchChatMessages}). */
final class GetPinnedMessages implements Tool<GetPinnedMessages.Input, List<Message>> {

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The maximum number of messages.") @DefaultValue("20") @Min(1) @Max(200)
            int limit,

            @Description("Only messages older than this id; 0 starts with the newest. Pass the last id of a page to get"
                    + " the next one.")
            @DefaultValue("0")
            @PositiveOrZero
            long offsetId) {}

    private final TelegramClient telegram;

    GetPinnedMessages(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Message>> definition() {
        return ToolDefinition.named("get_pinned_messages")
                .title("List pinned messages")
                .description("Returns the pinned messages of a chat, newest first; an empty list if there are none. For"
                        + " other messages use get_messages; pin_message and unpin_message change what is pinned.")
                .input(Input.class)
                .outputList(Message.class)
                .route(Route.get("/api/pinned"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public List<Message> call(Input input, ToolContext context) {
        long chatId = telegram.resolve("chat", input.chat());
        return MessagePages.search(
                        telegram, chatId, "", null, new Td.SearchMessagesFilter.SearchMessagesFilterPinned(), null)
                .newest(input.limit(), input.offsetId(), null, null);
    }
}
