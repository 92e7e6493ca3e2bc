package dev.toolgram.host.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** The type of an event. */
public enum EventType {
    /** A message has arrived, or another device of the account has sent one. */
    @JsonProperty("message.new")
    MESSAGE_NEW("message.new"),
    /** The text or the media of a message has changed. */
    @JsonProperty("message.edited")
    MESSAGE_EDITED("message.edited"),
    /** Messages were deleted; only their ids are known. */
    @JsonProperty("message.deleted")
    MESSAGE_DELETED("message.deleted"),
    /** Telegram has stored a message of this host. */
    @JsonProperty("message.sent")
    MESSAGE_SENT("message.sent"),
    /** Telegram has refused a message of this host. */
    @JsonProperty("message.failed")
    MESSAGE_FAILED("message.failed"),
    /** Messages were read, by this account or by the other side. */
    @JsonProperty("message.read")
    MESSAGE_READ("message.read"),
    /** The reactions to a message have changed. */
    @JsonProperty("message.reactions")
    MESSAGE_REACTIONS("message.reactions"),
    /** Somebody has joined or left a chat, or was removed. */
    @JsonProperty("chat.member")
    CHAT_MEMBER("chat.member"),
    /** The title, the photo or the permissions of a chat have changed. */
    @JsonProperty("chat.updated")
    CHAT_UPDATED("chat.updated"),
    /** Somebody asks to join a chat. */
    @JsonProperty("join_request.new")
    JOIN_REQUEST_NEW("join_request.new"),
    /** The votes of a poll have changed, or it was closed. */
    @JsonProperty("poll.updated")
    POLL_UPDATED("poll.updated"),
    /** The login or the connection has changed, or Telegram asks to wait. */
    @JsonProperty("account.state")
    ACCOUNT_STATE("account.state"),
    /** Events are missing here, or were found later. */
    @JsonProperty("gap")
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
