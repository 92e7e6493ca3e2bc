package dev.toolgram.plugins.chats;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.AddChatToList;
import dev.toolgram.tdlib.ChatListArchive;
import dev.toolgram.tdlib.ChatListMain;

/** Moves a chat to the archive or back (td_api {@code addChatToList}). */
final class ArchiveChat implements Tool<ArchiveChat.Input, Done> {

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("Move it to the archive; false: back to the main list.") @DefaultValue("true")
            boolean archived) {}

    private final TelegramClient telegram;

    ArchiveChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("archive_chat")
                .title("Archive a chat")
                .description(
                        "Moves a chat to the archive, or back to the main list. Only this account sees it; a chat that"
                                + " is not muted leaves the archive with its next message, so use mute_chat as well. To list"
                                + " the archive use get_dialogs with archived, to leave a group leave_chat.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/archive"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        long chatId = telegram.resolve(input.chat());
        var _ = telegram.send(new AddChatToList(chatId, input.archived() ? new ChatListArchive() : new ChatListMain()));
        return Done.OK;
    }
}
