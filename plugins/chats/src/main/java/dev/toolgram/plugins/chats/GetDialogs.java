package dev.toolgram.plugins.chats;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.Chat;
import dev.toolgram.tdlib.ChatList;
import dev.toolgram.tdlib.ChatListArchive;
import dev.toolgram.tdlib.ChatListFolder;
import dev.toolgram.tdlib.ChatListMain;
import dev.toolgram.tdlib.GetChat;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the account's chats (td_api {@code loadChats}, {@code getChats}). */
final class GetDialogs implements Tool<GetDialogs.Input, List<Dialog>> {

    record Input(
            @Description("The maximum number of chats.") @DefaultValue("20") @Min(1) @Max(200)
            int limit,

            @Description("Skip this many chats: for the next page, those that were returned so far.")
            @DefaultValue("0")
            @Min(0)
            int offset,

            @Description("Only chats whose title or username contains this text, in any case.")
            @Nullable
            @Size(min = 1, max = 128)
            String search,

            @Description("The same as search; the name that /api/dialogs/search has for it.")
            @Nullable
            @Size(min = 1, max = 128)
            String query,

            @Description("Only chats with unread messages, or marked as unread.") @DefaultValue("false")
            boolean unreadOnly,

            @Description("List a chat folder, by its name or id from list_folders, instead of the main list.")
            @Nullable
            @Size(min = 1, max = 64)
            String folder,

            @Description("List the archived chats instead of the main list.") @DefaultValue("false")
            boolean archived) {}

    private final TelegramClient telegram;
    private final ChatLists lists;
    private final ChatFolders folders;

    GetDialogs(TelegramClient telegram) {
        this.telegram = telegram;
        this.lists = new ChatLists(telegram);
        this.folders = new ChatFolders(telegram);
    }

    @Override
    public ToolDefinition<Input, List<Dialog>> definition() {
        return ToolDefinition.named("get_dialogs")
                .title("List chats")
                .description(
                        "Returns the account's chats in the order Telegram shows them, pinned ones first, each with"
                                + " its unread count and newest message; with search or unread_only, those among all chats that"
                                + " match. Fewer than limit means that there are no more, unless the key is limited to some"
                                + " chats. A chat that gets a message moves up, so a later page may repeat one. To read a chat use"
                                + " get_messages with its ref, to find chats of others search_public_chats.")
                .input(Input.class)
                .outputList(Dialog.class)
                .route(Route.get("/api/dialogs"))
                .alsoAt(Route.get("/api/dialogs/search"))
                .effect(Effect.READ.closedWorld())
                .build();
    }

    @Override
    public List<Dialog> call(Input input, ToolContext context) {
        ChatList list = list(input);
        String search = search(input);
        if (search == null && !input.unreadOnly()) {
            // Saturated: no list is that long.
            int end = (int) Math.min(Integer.MAX_VALUE, (long) input.offset() + input.limit());
            return lists.first(list, end).stream()
                    .skip(input.offset())
                    .map(id -> telegram.send(new GetChat(id), Dialog.class))
                    .toList();
        }
        return lists.all(list).stream()
                .filter(id -> !input.unreadOnly() || isUnread(telegram.send(new GetChat(id))))
                .map(id -> telegram.send(new GetChat(id), Dialog.class))
                .filter(dialog -> search == null || matches(dialog, search))
                .skip(input.offset())
                .limit(input.limit())
                .toList();
    }

    private ChatList list(Input input) {
        if (input.folder() == null) {
            return input.archived() ? new ChatListArchive() : new ChatListMain();
        }
        if (input.archived()) {
            throw ToolException.invalidInput("archived", "Use either folder or archived");
        }
        return new ChatListFolder(folders.find(input.folder()).id());
    }

    private static @Nullable String search(Input input) {
        if (input.search() != null && input.query() != null) {
            throw ToolException.invalidInput("query", "Use either search or query");
        }
        String text = input.search() == null ? input.query() : input.search();
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static boolean isUnread(Chat chat) {
        return chat.unreadCount() > 0 || chat.isMarkedAsUnread();
    }

    private static boolean matches(Dialog dialog, String search) {
        String name = Stream.of(dialog.firstName(), dialog.lastName(), dialog.title())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return Stream.of(name, Objects.requireNonNullElse(dialog.username(), ""))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(search));
    }
}
