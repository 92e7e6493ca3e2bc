package dev.toolgram.host.telegram.chat;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.tool.Recipient;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Describes chats as recipients; without a request, except for users who are not contacts. Thread-safe. */
public final class RecipientReader {

    private final TdlibEngine engine;
    private final ChatDirectory directory;

    /** Chats that are known to have messages, or had once. */
    private final Set<Long> met = ConcurrentHashMap.newKeySet();

    public RecipientReader(TdlibEngine engine, ChatDirectory directory) {
        this.engine = engine;
        this.directory = directory;
    }

    /**
     * A resolved chat as a recipient.
     *
     * @param chatId TDLib's id, as {@link ChatResolver#resolve} returns it
     * @throws ToolException if the history of a chat cannot be read
     */
    public Recipient of(long chatId, Instant deadline) {
        boolean contact = directory.isContact(chatId);
        boolean stranger =
                ChatIds.isUser(chatId) && !contact && directory.ownId().orElse(0) != chatId;
        return new Recipient(
                chatId,
                directory.name(chatId),
                ChatIds.type(chatId),
                directory.ref(chatId),
                contact,
                stranger && !hasMessages(chatId, deadline));
    }

    private boolean hasMessages(long chatId, Instant deadline) {
        if (met.contains(chatId)) {
            return true;
        }
        boolean found = engine.request(Td.function("getChat").put("chat_id", chatId), deadline)
                        .has("last_message")
                || !engine.request(
                                Td.function("getChatHistory")
                                        .put("chat_id", chatId)
                                        .put("limit", 1),
                                deadline)
                        .path("messages")
                        .isEmpty();
        if (found) {
            met.add(chatId);
        }
        return found;
    }
}
