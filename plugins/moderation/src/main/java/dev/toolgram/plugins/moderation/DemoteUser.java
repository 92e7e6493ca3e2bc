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
import dev.toolgram.tdlib.ChatMemberStatusAdministrator;
import dev.toolgram.tdlib.ChatMemberStatusMember;

/** Takes away administrator rights (td_api {@code setChatMemberStatus}). */
final class DemoteUser implements Tool<DemoteUser.Input, Done> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description(Parameter.USER) @ChatAccess(ChatAccess.Mode.READ)
            ChatReference user) {}

    private final TelegramClient telegram;

    DemoteUser(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("demote_user")
                .title("Take away administrator rights")
                .description(
                        "Makes an administrator of a group or channel a regular member; nothing happens to one. Needs the right add_admins, and only the owner can demote the administrators of others. To change single rights use promote_user, to see the administrators get_admins.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/{chat}/admin/demote"))
                .alsoAt(Route.post("/api/admin/demote"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        Member member = Member.resolve(telegram, input.chat(), input.user()).requireIn();
        // A restricted member would be freed of the restrictions.
        if (member.status() instanceof ChatMemberStatusAdministrator) {
            member.change(telegram, new ChatMemberStatusMember(0));
        }
        return Done.OK;
    }
}
