package dev.toolgram.plugins.topics;

import dev.toolgram.api.schema.Description;
import dev.toolgram.tdlib.ForumTopicInfo;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A topic of a forum (td_api {@code forumTopicInfo}). */
record Topic(
        @Description("The id of the topic; that of the general topic is 1.")
        long id,

        @Description("The title.") String title,

        @Description("When it was created.") OffsetDateTime created,

        @Description("The color of its icon: #RRGGBB.") String iconColor,

        @Description("Created by this account.") boolean own,

        @Description("Only administrators and its creator can write in it.")
        boolean closed) {

    static Topic of(ForumTopicInfo info) {
        long color = info.icon() == null ? 0 : info.icon().color();
        return new Topic(
                info.forumTopicId(),
                info.name(),
                OffsetDateTime.ofInstant(Instant.ofEpochSecond(info.creationDate()), ZoneOffset.UTC),
                "#%06X".formatted(color),
                info.isOutgoing(),
                info.isClosed());
    }
}
