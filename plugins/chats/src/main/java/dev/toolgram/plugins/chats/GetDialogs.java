package dev.toolgram.plugins.chats;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatList;
import dev.toolgram.tdlib.ChatListArchive;
import dev.toolgram.tdlib.ChatListMain;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetChats;
import dev.toolgram.tdlib.LoadChats;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;

/** Lists the account's chats (td_api {@code loadChats}, {@code getChats}). */
final class GetDialogs implements Tool<GetDialogs.Input, List<Dialog>> {

    record Input(
            @Description("The maximum number of chats.") @DefaultValue("20") @Min(1) @Max(200)
            int limit,

            @Description("List the archived chats instead of the main list.") @DefaultValue("false")
            boolean archived) {}

    private final TelegramClient telegram;

    GetDialogs(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Dialog>> definition() {
        return ToolDefinition.named("get_dialogs")
                .title("List chats")
                .description(
                        "Returns the account's chats in the order Telegram shows them, pinned ones first, each with"
                                + " its unread count and newest message. To read a chat use get_messages with its ref.")
                .input(Input.class)
                .outputList(Dialog.class)
                .route(Route.get("/api/dialogs"))
                .effect(Effect.READ.closedWorld())
                .build();
    }

    @Override
    public List<Dialog> call(Input input, ToolContext context) {
        ChatList list = input.archived() ? new ChatListArchive() : new ChatListMain();
        return ids(list, input.limit()).stream()
                .map(id -> telegram.send(new GetChat(id), Dialog.class))
                .toList();
    }

    private List<Long> ids(ChatList list, int limit) {
        List<Long> ids = telegram.send(new GetChats(list, limit)).chatIds();
        while (ids.size() < limit && loadMore(list, limit - ids.size())) {
            ids = telegram.send(new GetChats(list, limit)).chatIds();
        }
        return ids;
    }

    /** Loads more chats; returns false if the list is complete, which TDLib reports as error 404. */
    private boolean loadMore(ChatList list, int count) {
        try {
            var _ = telegram.send(new LoadChats(list, count));
            return true;
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                return false;
            }
            throw e;
        }
    }
}
