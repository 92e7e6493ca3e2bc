package dev.toolgram.host.telegram.chat;

import dev.toolgram.api.telegram.ForwardOrigin;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.Sender;
import dev.toolgram.host.telegram.codec.Td;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts a td_api {@code message} to a {@link Message}. */
final class MessageReader {

    /** The fields of a {@code message} that are read. */
    static final Set<String> FIELDS = Set.of(
            "@type",
            "id",
            "chat_id",
            "sender_id",
            "date",
            "scheduling_state",
            "is_outgoing",
            "content",
            "reply_to",
            "forward_info",
            "interaction_info");

    private final ChatDirectory directory;

    MessageReader(ChatDirectory directory) {
        this.directory = directory;
    }

    Message read(JsonNode message) {
        long chatId = Td.number(message, "chat_id");
        JsonNode content = message.path("content");
        String mediaType = mediaType(content);
        Sender sender = sender(message.path("sender_id"));
        JsonNode schedule = message.path("scheduling_state");
        JsonNode counts = message.path("interaction_info");
        boolean counted = Td.number(counts, "view_count") > 0; // a group's message may have reactions, but no views
        return new Message(
                Message.serverId(Td.number(message, "id")),
                schedule.isObject() ? time(schedule, "send_date") : time(message, "date"),
                ChatIds.bare(chatId),
                sender == null ? null : sender.id(),
                sender,
                text(content),
                Td.flag(message, "is_outgoing"),
                replyTo(message.path("reply_to")),
                mediaType != null,
                mediaType,
                origin(message.path("forward_info")),
                counted ? (int) Td.number(counts, "view_count") : null,
                counted ? (int) Td.number(counts, "forward_count") : null,
                directory.ref(chatId),
                schedule.isObject() ? true : null);
    }

    private static OffsetDateTime time(JsonNode object, String field) {
        return Instant.ofEpochSecond(Td.number(object, field)).atOffset(ZoneOffset.UTC);
    }

    private @Nullable ForwardOrigin origin(JsonNode forward) {
        if (!forward.isObject()) {
            return null;
        }
        JsonNode origin = forward.path("origin");
        long from = switch (Td.type(origin)) {
            case "messageOriginUser" -> Td.number(origin, "sender_user_id");
            case "messageOriginChat" -> Td.number(origin, "sender_chat_id");
            case "messageOriginChannel" -> Td.number(origin, "chat_id");
            default -> 0; // the sender hides behind a name
        };
        long post = Td.number(origin, "message_id");
        return new ForwardOrigin(
                time(forward, "date"),
                from == 0 ? null : ChatIds.bare(from),
                orNull(from == 0 ? Td.text(origin, "sender_name") : directory.name(from)),
                from == 0 ? null : directory.ref(from),
                post == 0 ? null : Message.serverId(post),
                orNull(Td.text(origin, "author_signature")));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private @Nullable Sender sender(JsonNode sender) {
        return switch (Td.type(sender)) {
            case "messageSenderUser" -> directory.sender(Td.number(sender, "user_id"));
            case "messageSenderChat" -> directory.sender(Td.number(sender, "chat_id"));
            default -> null;
        };
    }

    private static @Nullable Long replyTo(JsonNode reply) {
        long id = Td.number(reply, "message_id"); // a story has none
        return id == 0 ? null : Message.serverId(id);
    }

    private static String text(JsonNode content) {
        return switch (Td.type(content)) {
            case "messageText" -> Td.text(content.path("text"), "text");
            // For the server it is a text message of one emoji.
            case "messageAnimatedEmoji" -> Td.text(content, "emoji");
            case "messageInvoice" -> Td.text(content.path("paid_media_caption"), "text");
            default -> Td.text(content.path("caption"), "text");
        };
    }

    /** The media constructor of Telegram's API; {@code null} for plain text and for service messages. */
    private static @Nullable String mediaType(JsonNode content) {
        return switch (Td.type(content)) {
            case "messageText" -> content.path("link_preview").isObject() ? "MessageMediaWebPage" : null;
            case "messagePhoto", "messageExpiredPhoto" -> "MessageMediaPhoto";
            case "messageVideo",
                    "messageAudio",
                    "messageVoiceNote",
                    "messageVideoNote",
                    "messageDocument",
                    "messageAnimation",
                    "messageSticker",
                    "messageExpiredVideo",
                    "messageExpiredVideoNote",
                    "messageExpiredVoiceNote" -> "MessageMediaDocument";
            case "messageLocation" -> "MessageMediaGeo";
            case "messageLiveLocation" -> "MessageMediaGeoLive";
            case "messageVenue" -> "MessageMediaVenue";
            case "messageContact" -> "MessageMediaContact";
            case "messagePoll" -> "MessageMediaPoll";
            case "messageDice", "messageStakeDice" -> "MessageMediaDice";
            case "messageGame" -> "MessageMediaGame";
            case "messageInvoice" -> "MessageMediaInvoice";
            case "messageStory" -> "MessageMediaStory";
            case "messageGiveaway" -> "MessageMediaGiveaway";
            case "messageGiveawayWinners" -> "MessageMediaGiveawayResults";
            case "messagePaidMedia" -> "MessageMediaPaidMedia";
            case "messageChecklist" -> "MessageMediaToDo";
            case "messageUnsupported" -> "MessageMediaUnsupported";
            default -> null;
        };
    }
}
