package dev.toolgram.host.tool;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import java.time.Instant;

/** Resolves a chat for the host itself. Thread-safe. */
@FunctionalInterface
public interface RecipientLookup {

    /**
     * The chat of a reference.
     *
     * @param field the input field that contains the reference
     * @throws ToolException {@code INVALID_INPUT} on the field if there is no such chat; otherwise as a request
     */
    Recipient find(String field, ChatReference chat, Instant deadline);
}
