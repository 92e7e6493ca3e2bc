package dev.toolgram.host.events;

import dev.toolgram.host.json.StrictJson;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as telethon-plus sends it over its WebSocket and to its webhook, with the number and the id next to it. Chat ids
 * are marked here.
 */
public final class UpdateFrame {

    /** The types of events that have a frame there; others have their own name as type. */
    public static final Set<EventType> TYPES = Set.of(
            EventType.MESSAGE_NEW,
            EventType.MESSAGE_SENT,
            EventType.MESSAGE_EDITED,
            EventType.MESSAGE_DELETED,
            EventType.CHAT_MEMBER,
            EventType.CHAT_UPDATED);

    private static final List<String> MESSAGE_FIELDS =
            List.of("id", "date", "text", "out", "sender_id", "chat_id", "reply_to_msg_id", "media", "media_type");

    private UpdateFrame() {}

    /** A new tree. */
    public static ObjectNode of(Event event) {
        ObjectNode tree = event.tree();
        JsonNode data = tree.path("data");
        ObjectNode frame = StrictJson.object();
        frame.put("type", type(event.type()));
        if (event.chatId() != 0) {
            frame.put("chat_id", event.chatId());
        }
        switch (event.type()) {
            case MESSAGE_NEW, MESSAGE_SENT -> message(event, data, frame);
            case MESSAGE_EDITED -> {
                message(event, data, frame);
                frame.put("edited", true);
            }
            case MESSAGE_DELETED -> frame.set("deleted_ids", data.path("message_ids"));
            case CHAT_MEMBER -> frame.set("user_id", data.path("user_ids").path(0));
            case CHAT_UPDATED -> {}
            default -> frame.set("data", data);
        }
        frame.put("seq", event.seq());
        for (String field : List.of("id", "at", "source")) {
            frame.set(field, tree.path(field));
        }
        return frame.put("event", event.type().toString());
    }

    private static void message(Event event, JsonNode data, ObjectNode frame) {
        ObjectNode message = frame.putObject("message");
        for (String field : MESSAGE_FIELDS) {
            if (data.has(field)) {
                message.set(field, data.get(field));
            }
        }
        message.put("chat_id", event.chatId());
    }

    private static String type(EventType type) {
        return switch (type) {
            case MESSAGE_NEW, MESSAGE_SENT -> "NewMessage";
            case MESSAGE_EDITED -> "MessageEdited";
            case MESSAGE_DELETED -> "MessageDeleted";
            case CHAT_MEMBER, CHAT_UPDATED -> "ChatAction";
            default -> type.toString();
        };
    }
}
