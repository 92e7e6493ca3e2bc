package dev.toolgram.host.store;

import java.time.Instant;

/**
 * A decision about a call, without its content.
 *
 * @param time when the call ended, or the approval was asked for, decided or expired
 * @param key the name of the key; {@code -} where none is needed
 * @param tool the tool
 * @param chats the resolved chats, separated by spaces; {@code -} for none
 * @param decision {@code allowed} or {@code refused}; of an approval {@code asked}, {@code approved}, {@code declined} or
 *     {@code expired}
 * @param outcome how it ended, or who decided
 * @param revision the key file's revision
 * @param requestId the call's id
 */
public record AuditEntry(
        Instant time,
        String key,
        String tool,
        String chats,
        String decision,
        String outcome,
        String revision,
        String requestId) {}
