package dev.toolgram.host.events;

import java.util.Arrays;
import java.util.Optional;

/** What an event is about. */
public enum EventType {
    /** A message has arrived, or another device of the account has sent one. */
    MESSAGE_NEW("message.new"),
    /** The text or the media of a message has changed. */
    MESSAGE_EDITED("message.edited"),
    /** Messages were deleted; only their ids are known. */
    MESSAGE_DELETED("message.deleted"),
    /** Telegram has stored a message of this host. */
    MESSAGE_SENT("message.sent"),
    /** Telegram has refused a message of this host. */
    MESSAGE_FAILED("message.failed"),
    /** Messages were read, by this account or by the other side. */
    MESSAGE_READ("message.read"),
    /** The reactions to a message have changed. */
    MESSAGE_REACTIONS("message.reactions"),
    /** Somebody has joined or left a chat, or was removed. */
    CHAT_MEMBER("chat.member"),
    /** The title, the photo or the permissions of a chat have changed. */
    CHAT_UPDATED("chat.updated"),
    /** Somebody asks to join a chat. */
    JOIN_REQUEST_NEW("join_request.new"),
    /** The votes of a poll have changed, or it was closed. */
    POLL_UPDATED("poll.updated"),
    /** The login or the connection has changed, or Telegram asks to wait. */
    ACCOUNT_STATE("account.state"),
    /** Events are missing here, or were found later. */
    GAP("gap");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /** The type of a name such as {@code message.new}. */
    public static Optional<EventType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** The prefix of facts: a message of this account is one fact, whether the host or another device has sent it. */
    String fact() {
        return this == MESSAGE_SENT ? MESSAGE_NEW.text : text;
    }

    /** The name, for example {@code message.new}. */
    @Override
    public String toString() {
        return text;
    }
}
