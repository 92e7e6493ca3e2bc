package dev.toolgram.plugins.moderation;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatAdministratorRights;
import dev.toolgram.tdlib.ChatMemberStatusAdministrator;
import dev.toolgram.tdlib.SetChatMemberTag;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Makes a member an administrator (td_api {@code setChatMemberStatus}, {@code setChatMemberTag}). */
final class PromoteUser implements Tool<PromoteUser.Input, Done> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description(Parameter.USER) @ChatAccess(ChatAccess.Mode.READ)
            ChatReference user,

            @Description("The title shown next to the name, in groups; left out: it stays as it is.")
            @Size(max = 16)
            @Nullable
            String title,

            @Description("Change title, photo and other settings.") @DefaultValue("false")
            boolean changeInfo,

            @Description("Write in the channel; only in channels.") @DefaultValue("false")
            boolean postMessages,

            @Description("Edit the messages of others; only in channels.") @DefaultValue("false")
            boolean editMessages,

            @Description("Delete the messages of others.") @DefaultValue("false")
            boolean deleteMessages,

            @Description("Ban, remove and restrict members.") @DefaultValue("false")
            boolean banUsers,

            @Description("Invite people and manage invite links.") @DefaultValue("false")
            boolean inviteUsers,

            @Description("Pin messages; only in groups.") @DefaultValue("false")
            boolean pinMessages,

            @Description("Appoint administrators with the same or fewer rights.") @DefaultValue("false")
            boolean addAdmins,

            @Description("Write in the name of the group; only in groups.") @DefaultValue("false")
            boolean anonymous,

            @Description("Manage video chats.") @DefaultValue("false")
            boolean manageCall) {

        ChatAdministratorRights rights() {
            return new ChatAdministratorRights(
                    true, // implied by every other right, so that an administrator without any is still one
                    changeInfo,
                    postMessages,
                    editMessages,
                    deleteMessages,
                    inviteUsers,
                    banUsers,
                    pinMessages,
                    false,
                    addAdmins,
                    manageCall,
                    false,
                    false,
                    false,
                    false,
                    false,
                    anonymous);
        }

        private boolean areThoseOfABasicGroup() {
            return changeInfo
                    && deleteMessages
                    && banUsers
                    && inviteUsers
                    && pinMessages
                    && manageCall
                    && !postMessages
                    && !editMessages
                    && !addAdmins
                    && !anonymous;
        }
    }

    private final TelegramClient telegram;

    PromoteUser(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("promote_user")
                .title("Give administrator rights")
                .description("Makes a member of a group or channel an administrator with exactly the given rights; an"
                        + " administrator keeps none of the others. Needs the right add_admins, and all rights that are"
                        + " given. To take all rights away use demote_user, to see the administrators get_admins.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/{chat}/admin/promote"))
                .alsoAt(Route.post("/api/admin/promote"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        Member member = Member.resolve(telegram, input.chat(), input.user()).requireIn();
        if (member.group().isBasic() && !input.areThoseOfABasicGroup()) {
            throw ToolException.invalidInput(
                    "chat",
                    "All administrators of a basic group have the same rights: set change_info, delete_messages,"
                            + " ban_users, invite_users, pin_messages and manage_call, and no other");
        }
        if (member.group().isChannel() && input.title() != null) {
            throw ToolException.invalidInput("title", "This is a channel, whose administrators have no titles");
        }
        member.change(telegram, new ChatMemberStatusAdministrator(false, input.rights()));
        if (input.title() != null) {
            var _ = telegram.send(new SetChatMemberTag(member.group().chatId(), member.userId(), input.title()));
        }
        return Done.OK;
    }
}
