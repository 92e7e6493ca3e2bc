package dev.toolgram.host.telegram.chat;

import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.host.telegram.codec.MessageIds;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdShape;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts TDLib's objects to the result types shared by all tools. Thread-safe. */
public final class SharedShapes {

    private final ChatDirectory directory;
    private final MessageReader messages;

    public SharedShapes(ChatDirectory directory) {
        this.directory = directory;
        this.messages = new MessageReader(directory);
    }

    /** The converters by type, for a codec. */
    public Map<Class<?>, TdShape> byType() {
        return Map.of(
                Entity.class,
                TdShape.of(this::entity),
                Dialog.class,
                TdShape.of(this::dialog),
                Message.class,
                new TdShape(MessageReader.FIELDS, this::message));
    }

    /** Converts a {@code chat} or {@code user}; returns {@code null} for other objects. */
    @Nullable
    Entity entity(JsonNode object) {
        return switch (Td.type(object)) {
            case "user" -> directory.entityOfUser(object);
            case "chat" -> directory.entityOfChat(object);
            default -> null;
        };
    }

    /** Converts a {@code chat}; returns {@code null} for other objects. */
    @Nullable
    Dialog dialog(JsonNode object) {
        if (!Td.is(object, "chat")) {
            return null;
        }
        return Dialog.of(
                directory.entityOfChat(object),
                (int) Td.number(object, "unread_count"),
                pinned(object),
                message(object.path("last_message")));
    }

    /**
     * Converts a {@code message}; returns {@code null} for other objects, and for messages that are not on the server,
     * because they are being sent or were rejected.
     */
    public @Nullable Message message(JsonNode object) {
        if (!Td.is(object, "message")) {
            return null;
        }
        long id = Td.number(object, "id");
        return MessageIds.isFinal(id) || MessageIds.isScheduled(id) ? messages.read(object) : null;
    }

    /** Whether it is pinned in the main list or the archive, as opposed to a chat folder. */
    private static boolean pinned(JsonNode chat) {
        for (JsonNode position : chat.path("positions")) {
            if (Td.flag(position, "is_pinned") && !Td.is(position.path("list"), "chatListFolder")) {
                return true;
            }
        }
        return false;
    }
}
