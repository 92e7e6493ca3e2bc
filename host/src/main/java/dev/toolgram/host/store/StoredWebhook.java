package dev.toolgram.host.store;

import org.jspecify.annotations.Nullable;

/**
 * A webhook and how far its deliveries are.
 *
 * @param id its id
 * @param caller the name of the key that made it; empty if none was needed
 * @param config JSON, encrypted on disk
 * @param created in milliseconds since 1970
 * @param cursor the number of the event up to which everything is delivered, held or dead
 * @param stopped why nothing is delivered any more; {@code null} while it runs
 * @param lastSuccess in milliseconds since 1970; 0 for never
 * @param lastError what failed last; {@code null} for nothing
 * @param lastErrorAt in milliseconds since 1970; 0 for never
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record StoredWebhook(
        String id,
        String caller,
        byte[] config,
        long created,
        long cursor,
        @Nullable String stopped,
        long lastSuccess,
        @Nullable String lastError,
        long lastErrorAt) {}
