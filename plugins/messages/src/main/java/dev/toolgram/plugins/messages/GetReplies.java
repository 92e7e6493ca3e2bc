package dev.toolgram.plugins.messages;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;

/** Reads the thread of a message (td_api {@code getMessageThread}). */
final class GetReplies implements Tool<GetReplies.Input, List<Message>> {

    record Input(
            @Description("The id of the message.") @Positive long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The maximum number of messages.") @DefaultValue("20") @Min(1) @Max(200)
            int limit,

            @Description("Only messages older than this id; 0 starts with the newest. Pass the last id of a page to get"
                    + " the next one.")
            @DefaultValue("0")
            @PositiveOrZero
            long offsetId) {}

    private final TelegramClient telegram;

    GetReplies(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Message>> definition() {
        return ToolDefinition.named("get_replies")
                .title("Read the replies to a message")
                .description("Returns the thread of a message, newest first: in a supergroup the replies to it and to"
                        + " those, for a post of a channel its comments, which are in the channel's discussion group"
                        + " (see chat_ref). For the topics of a forum use get_messages with topic_id.")
                .input(Input.class)
                .outputList(Message.class)
                .route(Route.get("/api/messages/{message_id}/replies"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public List<Message> call(Input input, ToolContext context) {
        long id = input.messageId();
        long chatId = Lookups.chatOf(telegram, "chat", input.chat(), "message_id", List.of(id));
        Message _ = Lookups.requireMessage(telegram, chatId, id, "message_id");
        Td.MessageThreadInfo thread = thread(chatId, id);
        return MessagePages.search(
                        telegram,
                        thread.chatId(),
                        "",
                        null,
                        new Td.SearchMessagesFilter.SearchMessagesFilterEmpty(),
                        new Td.MessageTopic.MessageTopicThread(thread.messageThreadId()))
                .newest(input.limit(), input.offsetId(), null, null);
    }

    private Td.MessageThreadInfo thread(long chatId, long id) {
        try {
            return telegram.send(new Td.GetMessageThread(chatId, Message.tdlibId(id)));
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                throw ToolException.invalidInput(
                        "message_id",
                        ("Message %d has no thread: only messages of supergroups have one, and channel posts with"
                                        + " comments")
                                .formatted(id));
            }
            throw e;
        }
    }
}
