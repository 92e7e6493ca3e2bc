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
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
            String search) {}

    /** TDLib's maximum per request. */
    private static final int PAGE = 100;

    private final TelegramClient telegram;

    GetMessages(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Message>> definition() {
        return ToolDefinition.named("get_messages")
                .title("Read messages")
                .description("Returns messages of a chat, newest first, or those that contain the words of search."
                        + " Returns an empty list if there are none. Does not mark messages as read: use mark_read"
                        + " for that. To list the chats use get_dialogs.")
                .input(Input.class)
                .outputList(Message.class)
                .route(Route.get("/api/messages"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public List<Message> call(Input input, ToolContext context) {
        ResolvedChat chat = telegram.resolveMessage("chat", input.chat());
        long chatId = chat.chatId();
        long offsetId = offsetId(chat.messageId(), input.offsetId());
        String query = input.search() == null ? "" : input.search().strip();
        return query.isEmpty()
                ? history(chatId, input.limit(), offsetId)
                : search(chatId, query, input.limit(), offsetId);
    }

    /** A page of the messages up to the linked one. */
    private static long offsetId(@Nullable Long linked, long offsetId) {
        if (linked == null) {
            return offsetId;
        }
        return offsetId == 0 ? linked + 1 : Math.min(offsetId, linked + 1);
    }

    /**
     * TDLib first returns the messages it has locally, often only one: only an empty page is the end.
     */
    private List<Message> history(long chatId, int limit, long offsetId) {
        List<Message> found = new ArrayList<>();
        long before = offsetId;
        while (found.size() < limit) {
            // The page includes its start message, which is dropped, so request one more.
            int wanted = Math.min(PAGE, limit - found.size() + (before == 0 ? 0 : 1));
            long end = before;
            List<Message> page =
                    telegram
                            .send(new Td.GetChatHistory(chatId, Message.tdlibId(before), 0, wanted, false))
                            .messages()
                            .stream()
                            .filter(Objects::nonNull)
                            .map(message -> Objects.requireNonNull(message))
                            .filter(message -> end == 0 || message.id() < end)
                            .toList();
            if (page.isEmpty()) {
                break;
            }
            found.addAll(page);
            before = page.getLast().id();
        }
        return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
    }

    private List<Message> search(long chatId, String query, int limit, long offsetId) {
        List<Message> found = new ArrayList<>();
        long from = Message.tdlibId(offsetId);
        do {
            Td.FoundChatMessages page = telegram.send(new Td.SearchChatMessages(
                    chatId,
                    query,
                    from,
                    0,
                    Math.min(PAGE, limit - found.size() + 1),
                    new Td.SearchMessagesFilterEmpty()));
            page.messages().stream()
                    .filter(message -> offsetId == 0 || message.id() < offsetId)
                    .forEach(found::add);
            from = page.nextFromMessageId();
        } while (from != 0 && found.size() < limit);
        return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
    }
}
