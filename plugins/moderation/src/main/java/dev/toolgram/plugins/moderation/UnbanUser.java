package dev.toolgram.plugins.moderation;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatMemberStatusBanned;
import dev.toolgram.tdlib.ChatMemberStatusLeft;
import dev.toolgram.tdlib.ChatMemberStatusMember;
import dev.toolgram.tdlib.ChatMemberStatusRestricted;

/** Lifts a ban (td_api {@code setChatMemberStatus}). */
final class UnbanUser implements Tool<UnbanUser.Input, Done> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description(Parameter.USER) @ChatAccess(ChatAccess.Mode.READ)
            ChatReference user) {}

    private final TelegramClient telegram;

    UnbanUser(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("unban_user")
                .title("Lift a ban")
                .description(
                        "Lifts the ban or the restrictions of a user in a supergroup or channel, who can join again then but is not added; nothing happens if there are none. Needs the administrator right ban_users. To add the user use invite_to_group.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/{chat}/admin/unban"))
                .alsoAt(Route.post("/api/admin/unban"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        Member member = Member.resolve(telegram, input.chat(), input.user());
        if (member.group().isBasic()) {
            throw ToolException.invalidInput(
                    "chat", "A basic group keeps no list of bans: add the user with invite_to_group");
        }
        // Any other member would be removed by the status "left".
        if (member.status() instanceof ChatMemberStatusBanned) {
            member.change(telegram, new ChatMemberStatusLeft());
        } else if (member.status() instanceof ChatMemberStatusRestricted) {
            member.change(telegram, member.isIn() ? new ChatMemberStatusMember(0) : new ChatMemberStatusLeft());
        }
        return Done.OK;
    }
}
