package dev.toolgram.host.events;

import dev.toolgram.api.telegram.Message;
import dev.toolgram.host.telegram.chat.SharedShapes;
import dev.toolgram.host.telegram.codec.MessageIds;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.tool.ResultJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events of messages from TDLib's objects. Not thread-safe. */
final class MessageEvents {

    private static final int MAX_IDS_IN_KEY = 5;

    private final SharedShapes shapes;
    private final Drafts drafts;
    private final ResultJson json = new ResultJson();
    private final Recent recent = new Recent();

    MessageEvents(SharedShapes shapes, Drafts drafts) {
        this.shapes = shapes;
        this.drafts = drafts;
    }

    /** The fact of a message of a chat, however the host learns of it. */
    static String fact(long chatId, long serverId) {
        return EventType.MESSAGE_NEW.fact() + ":" + chatId + ":" + serverId;
    }

    /** {@link EventType#MESSAGE_NEW} or {@link EventType#MESSAGE_SENT}; empty for a message that is not on the server. */
    Optional<EventDraft> message(EventType type, JsonNode message, boolean isCatchUp) {
        Message shape = stored(message);
        if (shape == null) {
            return Optional.empty();
        }
        return Optional.of(drafts.of(
                type, Td.number(message, "chat_id"), Long.toString(shape.id()), shape.out(), isCatchUp, tree(shape)));
    }

    /** The same message may be edited twice in a second. */
    Optional<EventDraft> edited(JsonNode message, long editDate) {
        Message shape = stored(message);
        if (shape == null) {
            return Optional.empty();
        }
        ObjectNode data = tree(shape);
        String key = "%d:%d:%s".formatted(shape.id(), editDate, drafts.hash(data.toString()));
        return Optional.of(
                drafts.of(EventType.MESSAGE_EDITED, Td.number(message, "chat_id"), key, shape.out(), false, data));
    }

    /** An edit of a message that is gone already. */
    EventDraft editedUnseen(JsonNode update) {
        long id = Message.serverId(Td.number(update, "message_id"));
        return drafts.of(
                EventType.MESSAGE_EDITED,
                Td.number(update, "chat_id"),
                "%d:%d".formatted(id, Td.number(update, "edit_date")),
                Drafts.data().put("id", id));
    }

    EventDraft failed(JsonNode update) {
        JsonNode message = update.path("message");
        long chatId = Td.number(message, "chat_id");
        JsonNode error = TdErrors.ofRejectedMessage(update.path("error"));
        ObjectNode data = Drafts.data();
        data.putObject("error").put("code", Td.number(error, "code")).put("message", Td.text(error, "message"));
        data.put("text", Td.text(message.path("content").path("text"), "text"));
        String key = Td.number(update, "old_message_id") + ":" + Td.number(message, "date");
        return drafts.of(EventType.MESSAGE_FAILED, chatId, key, true, false, data);
    }

    Optional<EventDraft> deleted(JsonNode update) {
        List<Long> ids = update.path("message_ids").values().stream()
                .map(id -> id.asLong(0))
                .filter(MessageIds::isFinal)
                .map(Message::serverId)
                .sorted()
                .toList();
        if (ids.isEmpty() || !Td.flag(update, "is_permanent") || Td.flag(update, "from_cache")) {
            return Optional.empty();
        }
        ObjectNode data = Drafts.data();
        ArrayNode list = data.putArray("message_ids");
        ids.forEach(list::add);
        String key = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Optional.of(drafts.of(
                EventType.MESSAGE_DELETED,
                Td.number(update, "chat_id"),
                ids.size() <= MAX_IDS_IN_KEY ? key : ids.getFirst() + ".." + ids.getLast() + ":" + drafts.hash(key),
                data));
    }

    /** Learns up to which message the chat is read. */
    void learnRead(JsonNode chat) {
        long chatId = Td.number(chat, "id");
        recent.learn("in:" + chatId, Long.toString(Td.number(chat, "last_read_inbox_message_id")));
        recent.learn("out:" + chatId, Long.toString(Td.number(chat, "last_read_outbox_message_id")));
    }

    /** TDLib also sends this when only the number of unread messages has changed. */
    Optional<EventDraft> readByMe(JsonNode update) {
        long chatId = Td.number(update, "chat_id");
        long last = Td.number(update, "last_read_inbox_message_id");
        String before = recent.replace("in:" + chatId, Long.toString(last));
        if (before == null || before.equals(Long.toString(last))) {
            return Optional.empty();
        }
        EventDraft read = read(chatId, last, "me");
        read.data().put("unread_count", Td.number(update, "unread_count"));
        return Optional.of(read);
    }

    Optional<EventDraft> readByOthers(JsonNode update) {
        long chatId = Td.number(update, "chat_id");
        long last = Td.number(update, "last_read_outbox_message_id");
        String before = recent.replace("out:" + chatId, Long.toString(last));
        return Long.toString(last).equals(before) ? Optional.empty() : Optional.of(read(chatId, last, "others"));
    }

    private EventDraft read(long chatId, long tdlibId, String by) {
        long id = Message.serverId(tdlibId);
        return drafts.of(
                EventType.MESSAGE_READ,
                chatId,
                by + ":" + id,
                Drafts.data().put("by", by).put("max_id", id));
    }

    /** TDLib sends this also when only the number of views has changed. */
    Optional<EventDraft> reactions(JsonNode update) {
        ObjectNode data = Drafts.data();
        long id = Message.serverId(Td.number(update, "message_id"));
        data.put("message_id", id);
        ArrayNode list = data.putArray("reactions");
        for (JsonNode reaction :
                update.path("interaction_info").path("reactions").path("reactions")) {
            JsonNode type = reaction.path("type");
            ObjectNode each = list.addObject();
            switch (Td.type(type)) {
                case "reactionTypeEmoji" -> each.put("emoji", Td.text(type, "emoji"));
                case "reactionTypeCustomEmoji" -> each.put("custom_emoji_id", Td.text(type, "custom_emoji_id"));
                default -> each.put("paid", true);
            }
            each.put("count", Td.number(reaction, "total_count")).put("chosen", Td.flag(reaction, "is_chosen"));
        }
        return changed(EventType.MESSAGE_REACTIONS, Td.number(update, "chat_id"), id, data, list.isEmpty());
    }

    /** The votes of a poll: the content of its message. A poll that is being sent has none. */
    Optional<EventDraft> poll(JsonNode update) {
        if (!MessageIds.isFinal(Td.number(update, "message_id"))) {
            return Optional.empty();
        }
        JsonNode poll = update.path("new_content").path("poll");
        long id = Message.serverId(Td.number(update, "message_id"));
        ObjectNode data = Drafts.data()
                .put("message_id", id)
                .put("question", Td.text(poll.path("question"), "text"))
                .put("total_voters", Td.number(poll, "total_voter_count"))
                .put("closed", Td.flag(poll, "is_closed"));
        ArrayNode results = data.putArray("results");
        for (JsonNode option : poll.path("options")) {
            results.addObject()
                    .put("option_index", results.size() - 1)
                    .put("text", Td.text(option.path("text"), "text"))
                    .put("voters", Td.number(option, "voter_count"))
                    .put("chosen", Td.flag(option, "is_chosen"));
        }
        return changed(EventType.POLL_UPDATED, Td.number(update, "chat_id"), id, data, false);
    }

    private Optional<EventDraft> changed(
            EventType type, long chatId, long id, ObjectNode data, boolean isInitialState) {
        String state = drafts.hash(data.toString());
        String before = recent.replace(type + ":" + chatId + ":" + id, state);
        if (state.equals(before) || (before == null && isInitialState)) {
            return Optional.empty();
        }
        // A state may come again: then the time distinguishes it.
        String key =
                id + ":" + state + (before == null ? "" : ":" + drafts.now().toEpochMilli());
        return Optional.of(drafts.of(type, chatId, key, data));
    }

    /** Messages that are being sent or are scheduled are not events yet. */
    private @Nullable Message stored(JsonNode message) {
        return MessageIds.isFinal(Td.number(message, "id")) ? shapes.message(message) : null;
    }

    private ObjectNode tree(Message shape) {
        return (ObjectNode) JsonMapper.shared().readTree(json.of(shape));
    }
}
