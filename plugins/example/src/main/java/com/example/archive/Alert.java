package com.example.archive;

import dev.toolgram.api.schema.Description;
import java.time.OffsetDateTime;

/**
 * A message that contains a keyword.
 *
 * @param keyword the keyword
 * @param date the time of the message
 * @param chat the chat that contains it
 * @param messageId the message's id within its chat
 * @param text the whole text
 */
record Alert(
        @Description("The keyword that was found.") String keyword,
        @Description("The time of the message.") OffsetDateTime date,

        @Description("The chat: pass this to other tools as chat.")
        String chat,

        @Description("The message's id within its chat.") long messageId,
        @Description("The whole text.") String text) {}
