package dev.toolgram.host.events;

import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.store.StoredEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event before it has a number.
 *
 * @param key distinguishes the facts of a type, for example {@code -1001234567890:42}
 * @param at when the host learned of it
 * @param chat {@code null} if it is about no chat
 * @param out whether it is a message of this account
 * @param isCatchUp whether it was found later
 * @param data what the type says
 */
public record EventDraft(
        EventType type, String key, Instant at, @Nullable Chat chat, boolean out, boolean isCatchUp, ObjectNode data) {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    /**
     * A chat.
     *
     * @param id TDLib's id
     * @param bareId the id in results
     * @param ref a reference that resolves to it
     */
    public record Chat(long id, long bareId, String ref) {}

    String fact() {
        return type.fact() + ":" + key;
    }

    StoredEvent row() {
        ObjectNode content = StrictJson.object()
                .put("id", type + ":" + key)
                .put("type", type.toString())
                .put("at", MOMENT.format(at.atOffset(ZoneOffset.UTC)));
        if (chat == null) {
            content.putNull("chat_id").putNull("chat_ref");
        } else {
            content.put("chat_id", chat.bareId()).put("chat_ref", chat.ref());
        }
        content.put("source", isCatchUp ? "catch_up" : "live").set("data", data);
        return new StoredEvent(
                0,
                fact(),
                type.toString(),
                chat == null ? 0 : chat.id(),
                out,
                at.toEpochMilli(),
                StrictJson.write(content));
    }
}
