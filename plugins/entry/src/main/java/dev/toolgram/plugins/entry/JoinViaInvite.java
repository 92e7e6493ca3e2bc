package dev.toolgram.plugins.entry;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.tdlib.ChatJoinResult;
import dev.toolgram.tdlib.ChatJoinResultDeclined;
import dev.toolgram.tdlib.ChatJoinResultGuardBotApprovalRequired;
import dev.toolgram.tdlib.ChatJoinResultRequestSent;
import dev.toolgram.tdlib.ChatJoinResultSuccess;
import dev.toolgram.tdlib.CheckChatInviteLink;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.JoinChatByInviteLink;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Joins by an invite link (td_api {@code joinChatByInviteLink}). */
final class JoinViaInvite implements Tool<JoinViaInvite.Input, JoinViaInvite.Joined> {

    record Input(
            @Description("The invite link in any form: t.me/+hash, t.me/joinchat/hash, tg://join?invite=hash, +hash, or"
                    + " the hash alone.")
            @NotBlank
            @Size(max = 256)
            String invite) {}

    record Joined(
            @Description("Always true.") boolean ok,
            @Description("The chat that was joined.") List<Entity> joined) {}

    /** A hash is text of base64url; with digits only after the plus it would be a phone number. */
    private static final Pattern INVITE = Pattern.compile(
            "(?i:(?:https?://)?(?:www\\.)?(?:t|telegram)\\.(?:me|dog)/(?:\\+|%2B|joinchat/)|tg:(?://)?join\\?invite=|\\+)?"
                    + "([A-Za-z0-9_-]{6,})/?(?:[?#&].*)?");

    private final TelegramClient telegram;

    JoinViaInvite(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Joined> definition() {
        return ToolDefinition.named("join_via_invite")
                .title("Join by an invite link")
                .description("Joins a group or channel by its invite link, and returns it; also if the account is a"
                        + " member already. If administrators must approve new members, fails with"
                        + " INVITE_REQUEST_SENT: the request was sent, wait for its approval and do not repeat it. To"
                        + " join a public chat use join_chat.")
                .input(Input.class)
                .output(Joined.class)
                .route(Route.post("/api/chats/invite"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.JOIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Joined call(Input input, ToolContext context) {
        Matcher invite = INVITE.matcher(input.invite().strip());
        if (!invite.matches()) {
            throw ToolException.invalidInput("invite", "could not extract invite hash from input");
        }
        String link = "https://t.me/+" + invite.group(1);
        return switch (join(link)) {
            case ChatJoinResultSuccess(long chat) ->
                new Joined(true, List.of(telegram.send(new GetChat(chat), Entity.class)));
            case ChatJoinResultRequestSent _ -> throw refused("InviteRequestSentError", "INVITE_REQUEST_SENT", 400);
            case ChatJoinResultDeclined _ ->
                throw refused("JoinDeclinedError", "The chat's guard bot declined this account", 403);
            case ChatJoinResultGuardBotApprovalRequired(long bot, var _, long _) ->
                throw refused(
                        "GuardBotApprovalRequiredError",
                        "The guard bot %d must approve this account: join in a Telegram app, where its form opens"
                                .formatted(bot),
                        403);
            case null -> throw new IllegalStateException("TDLib returned an unknown ChatJoinResult");
        };
    }

    private @Nullable ChatJoinResult join(String link) {
        try {
            return telegram.send(new JoinChatByInviteLink(link));
        } catch (ToolException e) {
            TelegramError error = e.telegramError();
            if (error == null || !error.message().equals("USER_ALREADY_PARTICIPANT")) {
                throw e;
            }
            return new ChatJoinResultSuccess(
                    telegram.send(new CheckChatInviteLink(link)).chatId());
        }
    }

    private static ToolException refused(String name, String message, int code) {
        return ToolException.telegramRefused(new TelegramError(name, message, code, null));
    }
}
