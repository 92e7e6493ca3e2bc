package dev.toolgram.api;

import dev.toolgram.api.telegram.Message;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of the account, as {@code GET /api/events} returns it too. Immutable, except for lists and objects inside of
 * {@code data}, which nobody else uses.
 *
 * @param seq its number in the host's log: ascending, with gaps for the types that a sink leaves out
 * @param id derived from what happened, for example {@code message.new:-1001234567890:42}: never the same for two events
 * @param type for example {@code message.new}; a later host may have more types
 * @param at when the host learned of it, in UTC
 * @param chatId the bare id of the chat; {@code null} if it is about no chat
 * @param chatRef a chat reference that always resolves to the chat; {@code null} if it is about no chat
 * @param catchUp {@code true} if the host found it after an outage, so that later events of the chat may come before it
 * @param message the message of {@code message.new}, {@code message.sent} and {@code message.edited}; {@code null} for all
 *     other types, for an edited message that was deleted meanwhile, and where the operator keeps no content
 *     ({@code TOOLGRAM_EVENTS_CONTENT=ids})
 * @param data the details, with the names that the JSON has: strings, booleans, {@code Long}, {@code Double}, {@code List},
 *     {@code Map} and {@code null}
 */
public record Event(
        long seq,
        String id,
        String type,
        OffsetDateTime at,
        @Nullable Long chatId,
        @Nullable String chatRef,
        boolean catchUp,
        @Nullable Message message,
        Map<String, @Nullable Object> data) {

    /** Copies the data. */
    public Event {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
