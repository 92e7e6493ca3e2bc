package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topics of a supergroup. Guarded by the world's lock. */
public final class Forum {
    /** The topic that every forum has. */
    public static final int GENERAL = 1;

    private static final int BLUE = 0x6FB9F0;

    private final Map<Integer, Topic> topics = new LinkedHashMap<>();

    /**
     * A topic.
     *
     * @param id the id of the message that opens it
     * @param creator the user who made it
     * @param iconColor RGB
     * @param iconEmoji the custom emoji shown as its icon; 0 for none
     */
    public record Topic(
            int id,
            String title,
            long creator,
            int date,
            int iconColor,
            long iconEmoji,
            boolean closed,
            boolean pinned) {}

    Forum(long creator, int date) {
        topics.put(GENERAL, new Topic(GENERAL, "General", creator, date, BLUE, 0, false, false));
    }

    /** Adds a topic or replaces the one of the same id. */
    public void put(Topic topic) {
        topics.put(topic.id(), topic);
    }

    /** A topic. */
    public @Nullable Topic topic(int id) {
        return topics.get(id);
    }

    /** All topics, the oldest first. */
    public Collection<Topic> topics() {
        return Collections.unmodifiableCollection(topics.values());
    }

    /** The topic of a message of a forum. */
    public static int topicOf(Message message) {
        TlObject action = message.tl().optional("action");
        if (action != null && action.is("messageActionTopicCreate")) {
            return message.id();
        }
        TlObject reply = message.tl().optional("reply_to");
        if (reply == null || !reply.boolField("forum_topic")) {
            return GENERAL;
        }
        return reply.has("reply_to_top_id") ? reply.intField("reply_to_top_id") : reply.intField("reply_to_msg_id");
    }

    /**
     * The header of a message in a topic.
     *
     * @param replyTo the message that it answers; the topic's own id, or 0, for none
     * @return {@code null} for a message of the general topic that answers nothing
     */
    public static @Nullable TlObject header(int topic, int replyTo) {
        if (topic == GENERAL) {
            return replyTo == 0 || replyTo == GENERAL ? null : Message.replyTo(replyTo);
        }
        TlObject header = TlObject.of("messageReplyHeader", "forum_topic", true);
        return replyTo == 0 || replyTo == topic
                ? header.with("reply_to_msg_id", topic)
                : header.with("reply_to_msg_id", replyTo).with("reply_to_top_id", topic);
    }

    /** The action of the message that opens a topic. */
    public static TlObject opening(String title, int iconColor, long iconEmoji) {
        return TlObject.of("messageActionTopicCreate", "title", title, "icon_color", iconColor)
                .with("icon_emoji_id", iconEmoji == 0 ? null : iconEmoji);
    }
}
