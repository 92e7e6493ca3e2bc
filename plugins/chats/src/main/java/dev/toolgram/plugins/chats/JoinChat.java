package dev.toolgram.plugins.chats;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Joins a group or channel (td_api {@code joinChat}, {@code joinChatByInviteLink}). */
final class JoinChat implements Tool<JoinChat.Input, Done> {

    record Input(
            @Description("The group or channel: @username, a t.me link, an invite link (t.me/+...), or an id as another"
                    + " tool returned it.")
            ChatReference chat) {}

    private static final Pattern INVITE = Pattern.compile(
            "(?:(?:https?://)?(?:t|telegram)\\.me/(?:\\+|joinchat/)|tg://join\\?invite=)([A-Za-z0-9_-]+)/?");

    private final TelegramClient telegram;

    JoinChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("join_chat")
                .title("Join a chat")
                .description(
                        "Makes the account a member of a public group or channel, or of a private one by its invite"
                                + " link. To leave again use leave_chat.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/join"))
                .effect(Effect.WRITE.repeatable())
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        Matcher invite = INVITE.matcher(input.chat().value());
        if (invite.matches()) {
            var _ = telegram.send(new Td.JoinChatByInviteLink("https://t.me/+" + invite.group(1)));
        } else {
            var _ = telegram.send(new Td.JoinChat(telegram.resolve(input.chat())));
        }
        return Done.OK;
    }
}
