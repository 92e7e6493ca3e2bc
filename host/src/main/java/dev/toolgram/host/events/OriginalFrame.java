package dev.toolgram.host.events;

import dev.toolgram.host.json.StrictJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as clients of the original read them: {@code {"type":"NewMessage","message":{…},"chat_id":-100…}}, with
 * {@code seq}, {@code id} and {@code event} in addition.
 */
public final class OriginalFrame {

    private static final Map<EventType, String> TYPES = Map.of(
            EventType.MESSAGE_NEW, "NewMessage",
            EventType.MESSAGE_SENT, "NewMessage",
            EventType.MESSAGE_EDITED, "MessageEdited",
            EventType.MESSAGE_DELETED, "MessageDeleted",
            EventType.CHAT_MEMBER, "ChatAction",
            EventType.CHAT_UPDATED, "ChatAction");

    private static final List<String> MESSAGE =
            List.of("id", "date", "text", "out", "sender_id", "chat_id", "reply_to_msg_id", "media", "media_type");

    private OriginalFrame() {}

    /** The frame; {@code null} for an event that the original does not have. */
    public static byte @Nullable [] of(Event event) {
        String type = TYPES.get(event.type());
        if (type == null) {
            return null;
        }
        JsonNode tree = event.tree();
        JsonNode data = tree.path("data");
        ObjectNode frame = StrictJson.object().put("type", type);
        if (data.has("text")) {
            ObjectNode message = frame.putObject("message");
            MESSAGE.forEach(field -> message.set(field, data.path(field).isMissingNode() ? null : data.get(field)));
        }
        if (event.chatId() != 0) {
            frame.put("chat_id", event.chatId()); // the marked id is TDLib's
        }
        if (event.type() == EventType.CHAT_MEMBER && !data.path("user_ids").isEmpty()) {
            frame.set("user_id", data.get("user_ids").get(0));
        }
        if (event.type() == EventType.MESSAGE_DELETED) {
            frame.set("deleted_ids", data.path("message_ids"));
        }
        if (event.type() == EventType.MESSAGE_EDITED) {
            frame.put("edited", true);
        }
        frame.put("seq", event.seq()).put("event", event.type().toString()).set("id", tree.path("id"));
        return StrictJson.write(frame);
    }
}
