package dev.toolgram.plugins.entry;

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
import dev.toolgram.tdlib.ChatInviteLink;
import dev.toolgram.tdlib.GetChatInviteLink;
import dev.toolgram.tdlib.GetChatInviteLinks;
import dev.toolgram.tdlib.GetMe;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the account's invite links of a chat (td_api {@code getChatInviteLinks}). */
final class ListInviteLinks implements Tool<ListInviteLinks.Input, List<Invite>> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description("List the revoked links instead.") @DefaultValue("false")
            boolean revoked,

            @Description("The maximum number of links.") @DefaultValue("20") @Min(1) @Max(100)
            int limit,

            @Description("Only links after this one: the last link of the page before.")
            @Size(min = 1, max = 256)
            @Nullable
            String after) {}

    private final TelegramClient telegram;

    ListInviteLinks(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Invite>> definition() {
        return ToolDefinition.named("list_invite_links")
                .title("List invite links")
                .description("Returns the invite links of a group or channel that this account created, newest first,"
                        + " with how many joined by each. Needs the administrator right invite_users. For more repeat"
                        + " the call with after set to the last link, until the list is empty. For a new one use"
                        + " create_invite_link.")
                .input(Input.class)
                .outputList(Invite.class)
                .route(Route.get("/api/chats/{chat}/invite_links"))
                .effect(Effect.READ)
                .cost(Cost.FULL)
                .build();
    }

    @Override
    public List<Invite> call(Input input, ToolContext context) {
        long chat = Group.resolve(telegram, input.chat()).chatId();
        long self = telegram.send(new GetMe()).id();
        String link = "";
        long date = 0;
        if (input.after() != null) {
            ChatInviteLink offset = telegram.send(new GetChatInviteLink(chat, input.after()));
            link = offset.inviteLink();
            date = offset.date();
        }
        return telegram
                .send(new GetChatInviteLinks(chat, self, input.revoked(), date, link, input.limit()))
                .inviteLinks()
                .stream()
                .map(Invite::of)
                .toList();
    }
}
