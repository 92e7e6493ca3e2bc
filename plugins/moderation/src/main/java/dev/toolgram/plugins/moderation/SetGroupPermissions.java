package dev.toolgram.plugins.moderation;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatPermissions;
import dev.toolgram.tdlib.SetChatPermissions;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sets what the members of a group may do (td_api {@code setChatPermissions}). */
final class SetGroupPermissions implements Tool<SetGroupPermissions.Input, SetGroupPermissions.Permissions> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description("Send texts, contacts and locations.") @Nullable
            Boolean sendMessages,

            @Description("Send photos.") @Nullable Boolean sendPhotos,
            @Description("Send videos.") @Nullable Boolean sendVideos,

            @Description("Send round video notes.") @Nullable
            Boolean sendVideoNotes,

            @Description("Send voice notes.") @Nullable Boolean sendVoiceNotes,
            @Description("Send music.") @Nullable Boolean sendAudios,
            @Description("Send other files.") @Nullable Boolean sendDocuments,
            @Description("Send polls.") @Nullable Boolean sendPolls,

            @Description("Send stickers and animations, play games, use inline bots.") @Nullable
            Boolean sendStickers,

            @Description("Send links with previews.") @Nullable
            Boolean addLinkPreviews,

            @Description("React to messages.") @Nullable Boolean react,

            @Description("Change title, photo and other settings.") @Nullable
            Boolean changeInfo,

            @Description("Add members.") @Nullable Boolean inviteUsers,
            @Description("Pin messages.") @Nullable Boolean pinMessages,
            @Description("Create topics.") @Nullable Boolean createTopics) {

        private Stream<@Nullable Boolean> given() {
            return Stream.of(
                    sendMessages,
                    sendPhotos,
                    sendVideos,
                    sendVideoNotes,
                    sendVoiceNotes,
                    sendAudios,
                    sendDocuments,
                    sendPolls,
                    sendStickers,
                    addLinkPreviews,
                    react,
                    changeInfo,
                    inviteUsers,
                    pinMessages,
                    createTopics);
        }
    }

    record Permissions(
            boolean sendMessages,
            boolean sendPhotos,
            boolean sendVideos,
            boolean sendVideoNotes,
            boolean sendVoiceNotes,
            boolean sendAudios,
            boolean sendDocuments,
            boolean sendPolls,
            boolean sendStickers,
            boolean addLinkPreviews,
            boolean react,
            boolean changeInfo,
            boolean inviteUsers,
            boolean pinMessages,
            boolean createTopics) {

        static Permissions of(ChatPermissions now) {
            return new Permissions(
                    now.canSendBasicMessages(),
                    now.canSendPhotos(),
                    now.canSendVideos(),
                    now.canSendVideoNotes(),
                    now.canSendVoiceNotes(),
                    now.canSendAudios(),
                    now.canSendDocuments(),
                    now.canSendPolls(),
                    now.canSendOtherMessages(),
                    now.canAddLinkPreviews(),
                    now.canReactToMessages(),
                    now.canChangeInfo(),
                    now.canInviteUsers(),
                    now.canPinMessages(),
                    now.canCreateTopics());
        }
    }

    private final TelegramClient telegram;

    SetGroupPermissions(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Permissions> definition() {
        return ToolDefinition.named("set_group_permissions")
                .title("Set the permissions of members")
                .description(
                        "Sets what regular members of a group may do, and returns all permissions. Permissions that"
                                + " are left out stay as they are. Needs the administrator right ban_users. For the rights of"
                                + " one administrator use promote_user.")
                .input(Input.class)
                .output(Permissions.class)
                .route(Route.patch("/api/chats/{chat}/permissions"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Permissions call(Input input, ToolContext context) {
        if (input.given().allMatch(Objects::isNull)) {
            throw new ToolException(
                    ErrorCode.INVALID_INPUT, "No permission is given: set at least one, such as send_messages");
        }
        Group group = Group.resolve(telegram, input.chat());
        ChatPermissions wanted = changed(group.chat().permissions(), input);
        var _ = telegram.send(new SetChatPermissions(group.chatId(), wanted));
        return Permissions.of(wanted);
    }

    private static ChatPermissions changed(ChatPermissions now, Input input) {
        return new ChatPermissions(
                either(input.sendMessages(), now.canSendBasicMessages()),
                either(input.sendAudios(), now.canSendAudios()),
                either(input.sendDocuments(), now.canSendDocuments()),
                either(input.sendPhotos(), now.canSendPhotos()),
                either(input.sendVideos(), now.canSendVideos()),
                either(input.sendVideoNotes(), now.canSendVideoNotes()),
                either(input.sendVoiceNotes(), now.canSendVoiceNotes()),
                either(input.sendPolls(), now.canSendPolls()),
                either(input.sendStickers(), now.canSendOtherMessages()),
                either(input.addLinkPreviews(), now.canAddLinkPreviews()),
                either(input.react(), now.canReactToMessages()),
                now.canEditTag(),
                either(input.changeInfo(), now.canChangeInfo()),
                either(input.inviteUsers(), now.canInviteUsers()),
                either(input.pinMessages(), now.canPinMessages()),
                either(input.createTopics(), now.canCreateTopics()));
    }

    private static boolean either(@Nullable Boolean given, boolean now) {
        return given == null ? now : given;
    }
}
