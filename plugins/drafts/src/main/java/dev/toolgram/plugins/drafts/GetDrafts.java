package dev.toolgram.plugins.drafts;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the drafts (td_api {@code chat.draft_message}). */
final class GetDrafts implements Tool<GetDrafts.Input, List<GetDrafts.Draft>> {

    record Input() {}

    record Draft(
            Entity chat,

            @Description("The topic of a forum that it is for; null outside of topics.") @Nullable
            Long topicId,

            @Description("The text; empty for a voice or video note.")
            String text,

            @Description("The id of the message it replies to.") @Nullable
            Long replyToMsgId,

            @Description("When it was saved, ISO 8601 in UTC.")
            OffsetDateTime date) {}

    private static final int PAGE = 100;

    private final TelegramClient telegram;

    GetDrafts(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Draft>> definition() {
        return ToolDefinition.named("get_drafts")
                .title("List the drafts")
                .description(
                        "Returns the drafts of all chats, archived ones too, and of the first hundred topics of each"
                                + " forum: texts in the input fields that the user has not sent. An empty list if there are"
                                + " none. For messages that Telegram will send later use list_scheduled_messages.")
                .input(Input.class)
                .outputList(Draft.class)
                .route(Route.get("/api/drafts"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public List<Draft> call(Input input, ToolContext context) {
        return Stream.of(new Td.ChatList.ChatListMain(), new Td.ChatList.ChatListArchive())
                .flatMap(list -> chats(list).stream())
                .flatMap(this::drafts)
                .toList();
    }

    /** The ids of all chats of a list: TDLib loads it in steps and reports the end as 404. */
    private List<Long> chats(Td.ChatList list) {
        try {
            while (true) {
                var _ = telegram.send(new Td.LoadChats(list, PAGE));
            }
        } catch (ToolException e) {
            if (e.code() != ErrorCode.INVALID_INPUT) {
                throw e;
            }
        }
        return telegram.send(new Td.GetChats(list, Integer.MAX_VALUE)).chatIds();
    }

    private Stream<Draft> drafts(long chatId) {
        Td.Chat chat = telegram.send(new Td.GetChat(chatId));
        Stream<Draft> own = draft(chatId, null, chat.draftMessage());
        if (!(chat.type() instanceof Td.ChatType.ChatTypeSupergroup(long id))
                || !telegram.send(new Td.GetSupergroup(id)).isForum()) {
            return own;
        }
        try {
            return Stream.concat(
                    own,
                    telegram.send(new Td.GetForumTopics(chatId, "", 0, 0, 0, PAGE)).topics().stream()
                            .flatMap(topic -> draft(chatId, topic.info().forumTopicId(), topic.draftMessage())));
        } catch (ToolException e) {
            TelegramError error = e.telegramError();
            if (error != null && error.retryAfter() == null) {
                return own; // for example, the account was removed from the group
            }
            throw e;
        }
    }

    private Stream<Draft> draft(long chatId, @Nullable Long topicId, Td.@Nullable DraftMessage draft) {
        if (draft == null) {
            return Stream.empty();
        }
        String text = draft.content() instanceof Td.DraftMessageContent.DraftMessageContentText words
                ? words.text().text()
                : "";
        Long replyTo = draft.replyTo() instanceof Td.InputMessageReplyTo.InputMessageReplyToMessage reply
                ? Message.serverId(reply.messageId())
                : null;
        return Stream.of(new Draft(
                telegram.send(new Td.GetChat(chatId), Entity.class),
                topicId,
                text,
                replyTo,
                Instant.ofEpochSecond(draft.date()).atOffset(ZoneOffset.UTC)));
    }
}
