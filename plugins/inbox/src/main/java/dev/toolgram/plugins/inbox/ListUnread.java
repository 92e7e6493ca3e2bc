package dev.toolgram.plugins.inbox;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatList;
import dev.toolgram.tdlib.ChatListArchive;
import dev.toolgram.tdlib.ChatListMain;
import dev.toolgram.tdlib.GetChat;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the chats with unread messages (td_api {@code chat.unread_count}). */
final class ListUnread implements Tool<ListUnread.Input, List<ListUnread.Waiting>> {

    record Input(
            @Description("The maximum number of chats.") @DefaultValue("20") @Min(1) @Max(100)
            int limit,

            @Description("The maximum number of messages of each chat, the newest of those that are unread.")
            @DefaultValue("3")
            @Min(0)
            @Max(20)
            int lines,

            @Description("Only the chats of this chat folder: its name or id, from list_folders.")
            @Size(min = 1, max = 64)
            @Nullable
            String folder,

            @Description("The archived chats instead of the main list.") @DefaultValue("false")
            boolean archived) {}

    record Waiting(
            @Description("The chat, with its unread_count.") Dialog chat,

            @Description("Whether the account marked the chat as unread; unread_count may be 0 then.")
            boolean markedUnread,

            @Description("Its newest unread messages, the newest first.")
            List<Message> messages) {}

    /** td_api {@code chat}, only what tells whether it waits: there may be thousands. */
    record State(int unreadCount, boolean isMarkedAsUnread) {}

    private final TelegramClient telegram;
    private final ChatLists lists;

    ListUnread(TelegramClient telegram) {
        this.telegram = telegram;
        this.lists = new ChatLists(telegram);
    }

    @Override
    public ToolDefinition<Input, List<Waiting>> definition() {
        return ToolDefinition.named("list_unread")
                .title("List unread chats")
                .description(
                        "Returns the chats with unread messages, in the order of the chat list, each with its newest"
                                + " unread messages: who waits for the account. Marks nothing as read: use mark_read for that."
                                + " To list all chats use get_dialogs; to read everything since a time, read or not, use"
                                + " catch_up.")
                .input(Input.class)
                .outputList(Waiting.class)
                .route(Route.get("/api/dialogs/unread"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public List<Waiting> call(Input input, ToolContext context) {
        List<Waiting> waiting = new ArrayList<>();
        for (long id : lists.all(list(input))) {
            State state = telegram.send(new GetChat(id), State.class);
            if (state.unreadCount() > 0 || state.isMarkedAsUnread()) {
                waiting.add(new Waiting(
                        withoutMessage(telegram.send(new GetChat(id), Dialog.class)),
                        state.isMarkedAsUnread(),
                        newest(id, Math.min(input.lines(), state.unreadCount()))));
            }
            if (waiting.size() == input.limit()) {
                break;
            }
        }
        return waiting;
    }

    private ChatList list(Input input) {
        if (input.folder() == null) {
            return input.archived() ? new ChatListArchive() : new ChatListMain();
        }
        if (input.archived()) {
            throw ToolException.invalidInput("archived", "The archive has no folders: leave folder out");
        }
        return lists.folder(input.folder());
    }

    /** The unread ones are the newest that others have sent. */
    private List<Message> newest(long chatId, int count) {
        List<Message> found = new ArrayList<>();
        Iterator<MessagePage> pages = new History(telegram, chatId).olderThan(0, count);
        while (found.size() < count && pages.hasNext()) {
            pages.next().messages().stream().filter(message -> !message.out()).forEach(found::add);
        }
        return found.size() > count ? List.copyOf(found.subList(0, count)) : found;
    }

    /** Its messages are beside it. */
    private static Dialog withoutMessage(Dialog dialog) {
        return new Dialog(
                dialog.id(),
                dialog.type(),
                dialog.username(),
                dialog.firstName(),
                dialog.lastName(),
                dialog.title(),
                dialog.phone(),
                dialog.bot(),
                dialog.ref(),
                dialog.unreadCount(),
                dialog.pinned(),
                null);
    }
}
