package dev.toolgram.plugins.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatMemberStatusAdministrator;
import dev.toolgram.tdlib.ChatMemberStatusCreator;
import dev.toolgram.tdlib.ChatMemberStatusMember;
import dev.toolgram.tdlib.ChatMemberStatusRestricted;
import dev.toolgram.tdlib.ForumTopicIcon;
import dev.toolgram.tdlib.ForumTopicInfo;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Creates a topic (td_api {@code createForumTopic}). */
final class CreateTopic implements Tool<CreateTopic.Input, Topic> {

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The title, 1 to 128 characters.") @NotBlank @Size(min = 1, max = 128)
            String title,

            @Description("The color of the icon; null lets Telegram choose.") @Nullable
            Color iconColor) {}

    /** The colors that Telegram allows. */
    enum Color {
        @JsonProperty("blue")
        BLUE(0x6FB9F0),
        @JsonProperty("yellow")
        YELLOW(0xFFD67E),
        @JsonProperty("violet")
        VIOLET(0xCB86DB),
        @JsonProperty("green")
        GREEN(0x8EEE98),
        @JsonProperty("rose")
        ROSE(0xFF93B2),
        @JsonProperty("red")
        RED(0xFB6F5F);

        private final int rgb;

        Color(int rgb) {
            this.rgb = rgb;
        }
    }

    /** td_api {@code createForumTopic}; without an icon Telegram chooses its color. */
    record CreateForumTopic(
            long chatId, String name, @Nullable ForumTopicIcon icon) implements TdFunction<ForumTopicInfo> {}

    private final TelegramClient telegram;

    CreateTopic(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Topic> definition() {
        return ToolDefinition.named("create_topic")
                .title("Create a topic")
                .description(
                        "Creates a topic in a forum (a group with topics) and returns it; its members see a message"
                                + " about it. Calling twice creates two. list_topics shows those that exist; to create a group"
                                + " use create_group.")
                .input(Input.class)
                .output(Topic.class)
                .route(Route.post("/api/topics"))
                .effect(Effect.WRITE)
                .previewByRunning()
                .build();
    }

    @Override
    public Topic call(Input input, ToolContext context) {
        long chatId = telegram.resolve(input.chat());
        Forums.Chat chat = Forums.chat(telegram, chatId);
        Forums.Supergroup group = Forums.require(telegram, chat);
        if (group != null) {
            checkMayCreate(chat, group);
        }
        ForumTopicIcon icon = input.iconColor() == null ? null : new ForumTopicIcon(input.iconColor().rgb, 0);
        return Topic.of(telegram.send(new CreateForumTopic(chatId, input.title(), icon)));
    }

    private static void checkMayCreate(Forums.Chat chat, Forums.Supergroup group) {
        boolean allowed = switch (group.status()) {
            case ChatMemberStatusCreator _ -> true;
            case ChatMemberStatusAdministrator administrator ->
                administrator.rights().canManageTopics() || chat.permissions().canCreateTopics();
            case ChatMemberStatusMember _ -> chat.permissions().canCreateTopics();
            case ChatMemberStatusRestricted restricted
            when restricted.isMember() -> restricted.permissions().canCreateTopics();
            case null, default ->
                throw ToolException.invalidInput(
                        "chat", "This account is not a member of the forum: join it with join_chat first");
        };
        if (!allowed) {
            throw ToolException.invalidInput(
                    "chat",
                    "In this forum only administrators create topics: ask one, or write in a topic of list_topics");
        }
    }
}
