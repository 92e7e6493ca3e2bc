package dev.toolgram.plugins.moderation;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatMember;
import dev.toolgram.tdlib.ChatMemberStatusAdministrator;
import dev.toolgram.tdlib.ChatMemberStatusCreator;
import dev.toolgram.tdlib.ChatTypeBasicGroup;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetBasicGroupFullInfo;
import dev.toolgram.tdlib.GetSupergroupMembers;
import dev.toolgram.tdlib.GetUser;
import dev.toolgram.tdlib.MessageSenderUser;
import dev.toolgram.tdlib.SupergroupMembersFilterAdministrators;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the administrators of a group or channel (td_api {@code getSupergroupMembers}). */
final class GetAdmins implements Tool<GetAdmins.Input, List<GetAdmins.Admin>> {

    record Input(@Description(Parameter.CHAT) ChatReference chat) {}

    record Admin(
            @Description("The user.") Entity user,
            @Description("Whether the user owns the chat.") boolean owner,

            @Description("The title shown next to the name.") @Nullable
            String title,

            @Description("The rights, named as in promote_user; the owner has all.")
            List<String> rights) {}

    /** TDLib's maximum; Telegram allows fewer administrators. */
    private static final int MOST = 200;

    private final TelegramClient telegram;

    GetAdmins(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Admin>> definition() {
        return ToolDefinition.named("get_admins")
                .title("List administrators")
                .description("Returns the owner and all administrators of a group or channel, with their rights and"
                        + " titles. Channels show them only to administrators. To change them use promote_user and"
                        + " demote_user, for all members get_participants.")
                .input(Input.class)
                .outputList(Admin.class)
                .route(Route.get("/api/chats/{chat}/admins"))
                .effect(Effect.READ)
                .cost(Cost.FULL)
                .build();
    }

    @Override
    public List<Admin> call(Input input, ToolContext context) {
        List<ChatMember> members = switch (Group.resolve(telegram, input.chat()).type()) {
            case ChatTypeSupergroup(long id, boolean _) ->
                telegram.send(new GetSupergroupMembers(id, new SupergroupMembersFilterAdministrators(), 0, MOST))
                        .members();
            case ChatTypeBasicGroup(long id) ->
                telegram.send(new GetBasicGroupFullInfo(id)).members();
            default -> List.of();
        };
        return members.stream().flatMap(member -> admin(member).stream()).toList();
    }

    private Optional<Admin> admin(ChatMember member) {
        if (!(member.memberId() instanceof MessageSenderUser(long id))) {
            return Optional.empty();
        }
        String title = member.tag().isEmpty() ? null : member.tag();
        return switch (member.status()) {
            case ChatMemberStatusCreator _ -> Optional.of(new Admin(user(id), true, title, List.of()));
            case ChatMemberStatusAdministrator role ->
                Optional.of(new Admin(user(id), false, title, Roles.names(role.rights())));
            case null, default -> Optional.empty();
        };
    }

    private Entity user(long id) {
        return telegram.send(new GetUser(id), Entity.class);
    }
}
