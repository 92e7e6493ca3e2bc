package dev.toolgram.plugins.moderation;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatMemberStatusLeft;

/** Removes a user who may come back (td_api {@code setChatMemberStatus}). */
final class KickUser implements Tool<KickUser.Input, Done> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description(Parameter.USER) @ChatAccess(ChatAccess.Mode.READ)
            ChatReference user) {}

    private final TelegramClient telegram;

    KickUser(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("kick_user")
                .title("Remove a user")
                .description(
                        "Removes a user from a group or channel, who may come back: by the public name, an invite link, or invite_to_group. Needs the administrator right ban_users. To keep the user out use ban_user.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/{chat}/admin/kick"))
                .alsoAt(Route.post("/api/admin/kick"))
                .effect(Effect.DESTRUCTIVE)
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        // TDLib bans for a minute first, and lifts that after a second: a ban is not left behind, whatever happens.
        Member.resolve(telegram, input.chat(), input.user()).requireIn().change(telegram, new ChatMemberStatusLeft());
        return Done.OK;
    }
}
