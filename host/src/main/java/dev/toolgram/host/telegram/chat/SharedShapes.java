package dev.toolgram.host.telegram.chat;

import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.host.telegram.codec.MessageIds;
import dev.toolgram.host.telegram.codec.Td;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** TDLib's objects as the result shapes that all tools share. Thread-safe. */
public final class SharedShapes {

    private final ChatDirectory directory;
    private final MessageReader messages;

    public SharedShapes(ChatDirectory directory) {
        this.directory = directory;
        this.messages = new MessageReader(directory);
    }

    /** The shared shapes by their type, for a codec. */
    public Map<Class<?>, Function<JsonNode, @Nullable Object>> byType() {
        return Map.of(Entity.class, this::entity, Dialog.class, this::dialog, Message.class, this::message);
    }

    /** An entity of a {@code chat} or {@code user}; {@code null} for anything else. */
    @Nullable
    Entity entity(JsonNode object) {
        return switch (Td.type(object)) {
            case "user" -> directory.entityOfUser(object);
            case "chat" -> directory.entityOfChat(object);
            default -> null;
        };
    }

    /** A dialog of a {@code chat}; {@code null} for anything else. */
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
     * A message of a {@code message}; {@code null} for anything else, and for one that the server does not have: it is
     * being sent, or was refused.
     */
    @Nullable
    Message message(JsonNode object) {
        return Td.is(object, "message") && MessageIds.isFinal(Td.number(object, "id")) ? messages.read(object) : null;
    }

    /** In the main list or the archive, where a chat can be only once; a folder's pins are something else. */
    private static boolean pinned(JsonNode chat) {
        for (JsonNode position : chat.path("positions")) {
            if (Td.flag(position, "is_pinned") && !Td.is(position.path("list"), "chatListFolder")) {
                return true;
            }
        }
        return false;
    }
}
