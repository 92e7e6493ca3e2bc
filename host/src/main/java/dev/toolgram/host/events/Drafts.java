package dev.toolgram.host.events;

import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.telegram.chat.ChatDirectory;
import dev.toolgram.host.telegram.chat.ChatIds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Makes drafts of events, with content or without. Thread-safe. */
final class Drafts {

    /** The fields that remain without content: ids, flags, times. */
    private static final Set<String> IDS = Set.of(
            "id",
            "date",
            "chat_id",
            "sender_id",
            "out",
            "reply_to_msg_id",
            "media",
            "media_type",
            "message_id",
            "message_ids",
            "user_id",
            "user_ids",
            "max_id",
            "by",
            "status",
            "field",
            "unread_count",
            "total_count",
            "after_id",
            "before_id",
            "filled",
            "filled_from_id",
            "reason",
            "lost");

    private final ChatDirectory directory;
    private final InstantSource clock;
    private final boolean idsOnly;
    private final UnaryOperator<String> fingerprint;

    /** @param fingerprint a hash that does not reveal the text */
    Drafts(ChatDirectory directory, InstantSource clock, boolean idsOnly, UnaryOperator<String> fingerprint) {
        this.directory = directory;
        this.clock = clock;
        this.idsOnly = idsOnly;
        this.fingerprint = fingerprint;
    }

    Instant now() {
        return clock.instant();
    }

    /** Twelve characters that distinguish states of the same thing. */
    String hash(String text) {
        return fingerprint.apply(text).substring(0, 12);
    }

    /** An event of a chat. */
    EventDraft of(EventType type, long chatId, String key, ObjectNode data) {
        return of(type, chatId, key, false, false, data);
    }

    EventDraft of(EventType type, long chatId, String key, boolean out, boolean isCatchUp, ObjectNode data) {
        String ref = idsOnly ? Long.toString(chatId) : directory.ref(chatId);
        return draft(
                type,
                chatId + ":" + key,
                new EventDraft.Chat(chatId, ChatIds.bare(chatId), ref),
                out,
                isCatchUp,
                idsOnly ? data.retain(IDS) : data);
    }

    /** An event of the account. */
    EventDraft ofAccount(EventType type, String key, ObjectNode data) {
        return draft(type, key, null, false, false, data);
    }

    private EventDraft draft(
            EventType type,
            String key,
            EventDraft.@Nullable Chat chat,
            boolean out,
            boolean isCatchUp,
            ObjectNode data) {
        return new EventDraft(type, key, now(), chat, out, isCatchUp, data);
    }

    static ObjectNode data() {
        return StrictJson.object();
    }
}
