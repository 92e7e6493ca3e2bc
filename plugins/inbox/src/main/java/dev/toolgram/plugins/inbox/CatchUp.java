package dev.toolgram.plugins.inbox;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatList;
import dev.toolgram.tdlib.ChatListArchive;
import dev.toolgram.tdlib.ChatListMain;
import dev.toolgram.tdlib.ChatPosition;
import dev.toolgram.tdlib.GetChat;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Returns what was written in some chats since the last call. */
final class CatchUp implements Tool<CatchUp.Input, CatchUp.News> {

    record Input(
            @Description("The chats, each as in get_messages. Either these or folder; the same in each call.")
            @Size(min = 1, max = 100)
            @Nullable
            List<ChatReference> chats,

            @Description("The chats of this chat folder instead: its name or id, from list_folders.")
            @Size(min = 1, max = 64)
            @Nullable
            String folder,

            @Description("The checkpoint of the previous result: continues after it. Leave it out in the first call.")
            @Size(min = 1, max = 20_000)
            @Nullable
            String checkpoint,

            @Description("The time of the oldest messages of the first call. Default: 24 hours ago.") @Nullable
            OffsetDateTime since,

            @Description("The time of the newest messages. Default: now.") @Nullable
            OffsetDateTime until,

            @Description("The maximum number of messages.") @DefaultValue("100") @Min(1) @Max(500)
            int limit) {}

    record News(
            @Description("The messages, chat by chat, the oldest of each first.")
            List<Message> messages,

            @Description("Pass this to the next call: it returns what follows, without a gap and without repetitions.")
            String checkpoint,

            @Description("Whether there are more messages: call again at once with the checkpoint.")
            boolean more) {}

    /** td_api {@code chat}. */
    record Chat(String title, @Nullable Message lastMessage, List<ChatPosition> positions) {}

    private static final Duration DEFAULT_WINDOW = Duration.ofHours(24);

    /** The host cuts longer results over MCP, and the checkpoint would be ahead of what is left. */
    private static final int MCP_BYTES = 40_000;

    /** A message without its text. */
    private static final int MESSAGE_BYTES = 600;

    private final TelegramClient telegram;

    CatchUp(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, News> definition() {
        return ToolDefinition.named("catch_up")
                .title("Catch up with chats")
                .description("Returns the messages of some chats or of a chat folder since a time, read or not, and a"
                        + " checkpoint; the next call with it returns only what came since. Call again while more is true."
                        + " For a digest or a watch over chats. Only for chats that the account is in. Edits and deletions of"
                        + " messages that were returned already are not reported. To search a chat or to read back use get_messages; for unread chats"
                        + " alone use list_unread.")
                .input(Input.class)
                .output(News.class)
                .route(Route.post("/api/messages/catch-up"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public News call(Input input, ToolContext context) {
        Checkpoint checkpoint = start(input);
        Instant until = input.until() == null ? Instant.MAX : input.until().toInstant();
        List<Message> found = new ArrayList<>();
        int room = context.caller() == Caller.MCP ? MCP_BYTES : Integer.MAX_VALUE;
        for (long chatId : chats(input)) {
            Message newest = chat(chatId).lastMessage();
            if (newest == null || isBefore(newest, chatId, checkpoint)) {
                continue;
            }
            History history = new History(telegram, chatId);
            Long last = checkpoint.last(chatId);
            long after = last == null ? history.lastBefore(checkpoint.since()) : last;
            for (List<Message> page = history.after(after); !page.isEmpty(); page = history.after(after)) {
                for (Message message : page) {
                    if (message.date().toInstant().isAfter(until)) {
                        break;
                    }
                    int bytes = MESSAGE_BYTES + message.text().getBytes(StandardCharsets.UTF_8).length;
                    if (found.size() == input.limit() || (room < bytes && !found.isEmpty())) {
                        return new News(found, checkpoint.toString(), true);
                    }
                    room -= bytes;
                    found.add(message);
                    checkpoint = checkpoint.with(chatId, message.id());
                }
                if (page.getLast().date().toInstant().isAfter(until)) {
                    break;
                }
                after = page.getLast().id();
            }
        }
        return new News(found, checkpoint.toString(), false);
    }

    /** Telegram sends nothing of a chat that the account is not in, so TDLib would take what it has for all there is. */
    private Chat chat(long id) {
        Chat chat = telegram.send(new GetChat(id), Chat.class);
        if (!chat.positions().isEmpty() || chat.lastMessage() == null) {
            return chat;
        }
        for (ChatList list : List.of(new ChatListMain(), new ChatListArchive())) {
            new ChatLists(telegram).all(list); // its place may not be loaded yet
        }
        chat = telegram.send(new GetChat(id), Chat.class);
        if (chat.positions().isEmpty() && chat.lastMessage() != null) {
            throw ToolException.invalidInput(
                    "chats",
                    "The account is not in '%s', so it does not get its new messages: join it, or use get_messages"
                            .formatted(chat.title()));
        }
        return chat;
    }

    private static Checkpoint start(Input input) {
        if (input.checkpoint() != null) {
            if (input.since() != null) {
                throw ToolException.invalidInput(
                        "since", "The checkpoint says where to continue: leave one of them out");
            }
            return Checkpoint.parse(input.checkpoint());
        }
        return Checkpoint.at(
                input.since() == null
                        ? Instant.now().minus(DEFAULT_WINDOW)
                        : input.since().toInstant());
    }

    private List<Long> chats(Input input) {
        List<ChatReference> chats = input.chats();
        String folder = input.folder();
        if (chats != null && folder == null) {
            return chats.stream()
                    .map(chat -> telegram.resolve("chats", chat))
                    .distinct()
                    .toList();
        }
        if (chats == null && folder != null) {
            ChatLists lists = new ChatLists(telegram);
            return lists.all(lists.folder(folder));
        }
        throw ToolException.invalidInput("chats", "Give either chats or a folder");
    }

    private static boolean isBefore(Message newest, long chatId, Checkpoint checkpoint) {
        Long last = checkpoint.last(chatId);
        return last == null ? newest.date().toInstant().isBefore(checkpoint.since()) : newest.id() <= last;
    }
}
