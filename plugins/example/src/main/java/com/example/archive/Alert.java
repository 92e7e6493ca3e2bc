package com.example.archive;

import dev.toolgram.api.schema.Description;
import java.time.OffsetDateTime;

/**
 * A message with a word that somebody looks for.
 *
 * @param keyword the word
 * @param date when it was written
 * @param chat where
 * @param messageId which message
 * @param text what it says
 */
record Alert(
        @Description("The word that was found.") String keyword,
        @Description("When it was written.") OffsetDateTime date,

        @Description("Where: pass this to other tools as chat.")
        String chat,

        @Description("The message's id within its chat.") long messageId,
        @Description("The whole text.") String text) {}
