package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event in a box's log.
 *
 * @param pts the box's number after it
 * @param count by how much the number rose
 * @param update the event, as an object of the type Update
 * @param randomId for a message of the account's own, the number its client gave it
 */
public record PtsUpdate(
        int pts, int count, TlObject update, @Nullable Long randomId) {

    /** Whether it is about a new message. */
    public boolean isNewMessage() {
        return update.is("updateNewMessage") || update.is("updateNewChannelMessage");
    }

    /** The message that it is about. */
    public Message message() {
        return new Message(update.object("message"));
    }

    /** The event, and which of the client's own messages it is: without that, a client cannot tell what it sent. */
    public List<TlObject> updates() {
        return randomId == null ? List.of(update) : List.of(messageId(randomId), update);
    }

    /** Which of the client's own messages it is; empty when it is none. */
    public List<TlObject> identification() {
        return randomId == null ? List.of() : List.of(messageId(randomId));
    }

    private TlObject messageId(Long random) {
        return TlObject.of("updateMessageID", "id", message().id(), "random_id", random);
    }
}
