package dev.toolgram.plugins.messages;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads or searches the history of a chat (td_api {@code getChatHistory}, {@code searchChatMessages}). */
final class GetMessages implements Tool<GetMessages.Input, List<Message>> {

    record Input(
            @Description(ChatParameter.DESCRIPTION + " A link to a message returns that message and older ones.")
            ChatReference chat,

            @Description("The maximum number of messages.") @DefaultValue("20") @Min(1) @Max(200)
            int limit,

            @Description("Only messages older than this id; 0 starts with the newest. Pass the last id of a page to get"
                    + " the next one.")
            @DefaultValue("0")
            @PositiveOrZero
            long offsetId,

            @Description("Only messages that contain these words.") @Nullable
            String search,

            @Description("Only messages of this sender, in the forms of chat.")
            @ChatAccess(ChatAccess.Mode.READ)
            @Nullable
            ChatReference from,

            @Description("Only messages of this time or later.") @Nullable
            OffsetDateTime minDate,

            @Description("Only messages of this time or earlier.") @Nullable
            OffsetDateTime maxDate,

            @Description(MediaFilter.DESCRIPTION) @Nullable MediaFilter media,

            @Description("Only messages of this topic of a forum; list_topics has the ids.") @Nullable @Positive
            Long topicId,

            @Description("Only messages newer than this id, oldest first; 0 starts with the oldest. Pass the last id of"
                    + " a page to get the next one. Not together with offset_id.")
            @Nullable
            @PositiveOrZero
            Long afterId) {}

    private final TelegramClient telegram;

    GetMessages(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Message>> definition() {
        return ToolDefinition.named("get_messages")
                .title("Read messages")
                .description(
                        "Returns messages of a chat, newest first (with after_id oldest first), or those that match"
                                + " all of search, from, media, topic_id and the dates. Returns an empty list if there are"
                                + " none. Does not mark messages as read: use mark_read for that. To list the chats use"
                                + " get_dialogs, to search in all chats search_global.")
                .input(Input.class)
                .outputList(Message.class)
                .route(Route.get("/api/messages"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public List<Message> call(Input input, ToolContext context) {
        ResolvedChat chat = telegram.resolveMessage("chat", input.chat());
        MessagePages pages = pages(chat.chatId(), input);
        if (input.afterId() == null) {
            return pages.newest(
                    input.limit(), offsetId(chat.messageId(), input.offsetId()), input.minDate(), input.maxDate());
        }
        if (input.offsetId() != 0) {
            throw ToolException.invalidInput("after_id", "Give either after_id or offset_id, not both");
        }
        return pages.oldest(
                input.limit(), Lookups.messageId(chat, "after_id", input.afterId()), input.minDate(), input.maxDate());
    }

    private MessagePages pages(long chatId, Input input) {
        String query = input.search() == null ? "" : input.search().strip();
        if (query.isEmpty() && input.from() == null && input.media() == null && input.topicId() == null) {
            return MessagePages.history(telegram, chatId);
        }
        return MessagePages.search(
                telegram,
                chatId,
                query,
                input.from() == null ? null : Td.MessageSender.of(telegram.resolve("from", input.from())),
                input.media() == null
                        ? new Td.SearchMessagesFilter.SearchMessagesFilterEmpty()
                        : input.media().filter(),
                input.topicId() == null ? null : new Td.MessageTopic.MessageTopicForum(input.topicId()));
    }

    /** A page of the messages up to the linked one. */
    private static long offsetId(@Nullable Long linked, long offsetId) {
        if (linked == null) {
            return offsetId;
        }
        return offsetId == 0 ? linked + 1 : Math.min(offsetId, linked + 1);
    }
}
