package dev.toolgram.plugins.chats;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.tdlib.ChatJoinResult;
import dev.toolgram.tdlib.ChatJoinResultDeclined;
import dev.toolgram.tdlib.ChatJoinResultGuardBotApprovalRequired;
import dev.toolgram.tdlib.ChatJoinResultRequestSent;
import dev.toolgram.tdlib.ChatJoinResultSuccess;
import dev.toolgram.tdlib.JoinChatByInviteLink;
import java.util.Optional;

/** Joins a group or channel (td_api {@code joinChat}, {@code joinChatByInviteLink}). */
final class JoinChat implements Tool<JoinChat.Input, Done> {

    record Input(
            @Description(
                    "The group or channel: @username, a t.me link, an invite link (t.me/+...), or an id returned by"
                            + " another tool.")
            ChatReference chat) {}

    private final TelegramClient telegram;

    JoinChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("join_chat")
                .title("Join a chat")
                .description("Joins a public group or channel, or a private one by its invite"
                        + " link. If administrators must approve new members, fails with INVITE_REQUEST_SENT: the"
                        + " request was sent, wait for its approval and do not repeat it. To leave use"
                        + " leave_chat.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/join"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.JOIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        Optional<String> invite = telegram.inviteLink(input.chat());
        ChatJoinResult result = invite.isPresent()
                ? telegram.send(new JoinChatByInviteLink(invite.get()))
                : telegram.send(new dev.toolgram.tdlib.JoinChat(telegram.resolve(input.chat())));
        return switch (result) {
            case ChatJoinResultSuccess _ -> Done.OK;
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

    private static ToolException refused(String name, String message, int code) {
        return ToolException.telegramRefused(new TelegramError(name, message, code, null));
    }
}
