package dev.toolgram.plugins.topics;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ForumTopicInfo;
import dev.toolgram.tdlib.GetForumTopics;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the topics of a forum (td_api {@code getForumTopics}). */
final class ListTopics implements Tool<ListTopics.Input, ListTopics.Output> {

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("Only topics whose title contains this text.") @Nullable @Size(min = 1, max = 128)
            String search,

            @Description("The maximum number of topics.") @DefaultValue("20") @Min(1) @Max(100)
            int limit,

            @Description("next_offset of the page before; null for the first page.")
            @Nullable
            @Pattern(regexp = "[0-9]{1,10}(-[0-9]{1,10}){2}")
            String offset) {}

    record Output(
            @Description("The topics: pinned ones first, then the one with the newest message.")
            List<Listed> topics,

            @Description("The number of topics of the forum that match.")
            long total,

            @Description("Pass this as offset for the next page; null when this is the last one.") @Nullable
            String nextOffset) {}

    record Listed(
            @Description("The id of the topic; that of the general topic is 1.")
            long id,

            @Description("The title.") String title,

            @Description("When it was created.") OffsetDateTime created,

            @Description("The color of its icon: #RRGGBB.") String iconColor,

            @Description("Created by this account.") boolean own,

            @Description("Only administrators and its creator can write in it.")
            boolean closed,

            @Description("Stays at the top of the list.") boolean pinned,

            @Description("The number of messages that this account has not read.")
            int unreadCount,

            @Description("The newest message.") @Nullable Message lastMessage) {

        static Listed of(Found found) {
            Topic topic = Topic.of(found.info());
            return new Listed(
                    topic.id(),
                    topic.title(),
                    topic.created(),
                    topic.iconColor(),
                    topic.own(),
                    topic.closed(),
                    found.isPinned(),
                    found.unreadCount(),
                    found.lastMessage());
        }
    }

    /** td_api {@code forumTopics}. */
    record Page(
            int totalCount,
            List<Found> topics,
            long nextOffsetDate,
            long nextOffsetMessageId,
            long nextOffsetForumTopicId) {

        String next() {
            return "%d-%d-%d".formatted(nextOffsetDate, Message.serverId(nextOffsetMessageId), nextOffsetForumTopicId);
        }
    }

    /** td_api {@code forumTopic}. */
    record Found(ForumTopicInfo info, @Nullable Message lastMessage, boolean isPinned, int unreadCount) {}

    private final TelegramClient telegram;

    ListTopics(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Output> definition() {
        return ToolDefinition.named("list_topics")
                .title("List the topics of a forum")
                .description(
                        "Returns the topics of a forum (a group with topics), with the newest message and the number"
                                + " of unread ones of each. For the next page pass next_offset as offset. To add a topic use"
                                + " create_topic; for the messages of all topics together use get_messages.")
                .input(Input.class)
                .output(Output.class)
                .route(Route.get("/api/topics"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public Output call(Input input, ToolContext context) {
        long chatId = telegram.resolve(input.chat());
        var _ = Forums.require(telegram, Forums.chat(telegram, chatId));
        String[] offset = (input.offset() == null ? "0-0-0" : input.offset()).split("-");
        String query = input.search() == null ? "" : input.search().strip();
        Page page = telegram.send(
                new GetForumTopics(
                        chatId,
                        query,
                        number(offset[0]),
                        Message.tdlibId(number(offset[1])),
                        number(offset[2]),
                        input.limit()),
                Page.class);
        boolean last = page.topics().size() < input.limit();
        return new Output(
                page.topics().stream().map(Listed::of).toList(), page.totalCount(), last ? null : page.next());
    }

    private static long number(String text) {
        long number = Long.parseLong(text);
        if (number > Integer.MAX_VALUE) {
            throw ToolException.invalidInput("offset", "Invalid offset: pass next_offset of the page before");
        }
        return number;
    }
}
