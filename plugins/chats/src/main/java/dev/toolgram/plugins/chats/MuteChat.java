package dev.toolgram.plugins.chats;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatNotificationSettings;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.SetChatNotificationSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Switches a chat's notifications off or on (td_api {@code setChatNotificationSettings}). */
final class MuteChat implements Tool<MuteChat.Input, Done> {

    /** TDLib mutes for good above 366 days. */
    private static final int LONGEST = 366 * 24 * 60 * 60;

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("Mute for this many seconds, at most 366 days; null: until it is unmuted.")
            @Nullable
            @Min(1)
            @Max(LONGEST)
            Integer seconds,

            @Description("Mute; false: unmute.") @DefaultValue("true")
            boolean muted) {}

    private final TelegramClient telegram;

    MuteChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("mute_chat")
                .title("Mute a chat")
                .description("Switches the notifications of a chat off, for a time or for good, or on again. Only this"
                        + " account notices. It does not mark anything as read; for that use mark_read. To hide the chat"
                        + " use archive_chat, to refuse somebody's messages block_user.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/mute"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        if (!input.muted() && input.seconds() != null) {
            throw ToolException.invalidInput("seconds", "Only for muting: leave it out to unmute");
        }
        long chatId = telegram.resolve(input.chat());
        ChatNotificationSettings now = telegram.send(new GetChat(chatId)).notificationSettings();
        long muteFor = !input.muted() ? 0 : input.seconds() == null ? Integer.MAX_VALUE : input.seconds();
        var _ = telegram.send(new SetChatNotificationSettings(
                chatId,
                new ChatNotificationSettings(
                        false,
                        muteFor,
                        now.useDefaultSound(),
                        now.soundId(),
                        now.useDefaultShowPreview(),
                        now.showPreview(),
                        now.useDefaultMuteStories(),
                        now.muteStories(),
                        now.useDefaultStorySound(),
                        now.storySoundId(),
                        now.useDefaultShowStoryPoster(),
                        now.showStoryPoster(),
                        now.useDefaultDisablePinnedMessageNotifications(),
                        now.disablePinnedMessageNotifications(),
                        now.useDefaultDisableMentionNotifications(),
                        now.disableMentionNotifications())));
        return Done.OK;
    }
}
