package dev.toolgram.host.telegram.codec;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.tdjson.ServerErrors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts TDLib's {@code error} objects to {@link ToolException}s. */
public final class TdErrors {

    /** The server's errors for unknown users, chats and messages. */
    private static final Set<String> UNKNOWN = Set.of(
            "CHANNEL_INVALID",
            "CHAT_ID_INVALID",
            "INVITE_HASH_EMPTY",
            "INVITE_HASH_EXPIRED",
            "INVITE_HASH_INVALID",
            "PEER_ID_INVALID",
            "PHONE_NOT_OCCUPIED",
            "PHONE_NUMBER_INVALID",
            "USERNAME_INVALID",
            "USERNAME_NOT_OCCUPIED",
            "USER_ID_INVALID");

    /** TDLib's sentences for errors of the server, all with code 400, that reject a message. */
    private static final Map<String, String> REWORDED = Map.ofEntries(
            Map.entry("Message is too long", "MESSAGE_TOO_LONG"),
            Map.entry("Message caption is too long", "MEDIA_CAPTION_TOO_LONG"),
            Map.entry("User is deactivated", "INPUT_USER_DEACTIVATED"),
            Map.entry("Wrong direct messages topic identifier specified", "REPLY_TO_MONOFORUM_PEER_INVALID"),
            Map.entry("Message has protected content and can't be forwarded", "CHAT_FORWARDS_RESTRICTED"),
            Map.entry("Wrong game short name specified", "MEDIA_EMPTY"),
            Map.entry("Wrong invoice information specified", "MEDIA_EMPTY"),
            Map.entry("Wrong poll data specified", "MEDIA_EMPTY"),
            Map.entry("Wrong phone number specified", "MEDIA_EMPTY"),
            Map.entry("Wrong story file specified", "MEDIA_EMPTY"),
            Map.entry("Wrong file identifier/HTTP URL specified", "MEDIA_EMPTY"),
            Map.entry("Invalid paid media file specified", "EXTENDED_MEDIA_INVALID"),
            Map.entry(
                    "Photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp",
                    "PHOTO_EXT_INVALID"),
            Map.entry("Unexpected QUOTE_TEXT_INVALID error", "QUOTE_TEXT_INVALID"),
            Map.entry("Unexpected REPLY_MESSAGE_ID_INVALID error", "REPLY_MESSAGE_ID_INVALID"));

    /** The reason for rejected requests while TDLib closes. */
    public static final String SHUTTING_DOWN = "Telegram is shutting down";

    private TdErrors() {}

    /**
     * Whether an {@code error} means that the chat does not exist, as opposed to a failed lookup.
     */
    public static boolean saysUnknown(JsonNode error) {
        int code = (int) Td.number(error, "code");
        String message = Td.text(error, "message");
        return UNKNOWN.contains(message) || (code != 401 && !isTelegrams(code, message));
    }

    /** Converts a td_api {@code error} to an exception for the caller. */
    public static ToolException exception(JsonNode error) {
        int code = (int) Td.number(error, "code");
        String message = Td.text(error, "message");
        if (code == 401) {
            return notReady("Telegram does not accept the session: " + message);
        }
        if (code == 500 && message.equals("Request aborted")) {
            return notReady(SHUTTING_DOWN);
        }
        if (isTelegrams(code, message)) {
            return ToolException.telegramRefused(telegramError(error));
        }
        return ToolException.invalidInput(List.of(TdSentences.problem(message)));
    }

    /** Converts a td_api {@code error} to a Telegram error. */
    public static TelegramError telegramError(JsonNode error) {
        TelegramError reported = TelegramError.of((int) Td.number(error, "code"), Td.text(error, "message"));
        return reported.retryAfter() == null
                ? reported
                : ServerErrors.retriedAfter(reported.retryAfter())
                        .map(original -> TelegramError.of(original.code(), original.message()))
                        .orElse(reported);
    }

    /**
     * The server's error in the {@code error} of a message that it rejected, which TDLib rewords. TDLib uses some of
     * these sentences for its own checks as well, but reports those in the response to the request.
     */
    public static JsonNode ofRejectedMessage(JsonNode error) {
        String message = Td.text(error, "message");
        String original = REWORDED.getOrDefault(message, message);
        int code = !original.equals(message) || original.equals("PEER_ID_INVALID")
                ? 400
                : ServerErrors.codeOf(message, (int) Td.number(error, "code"));
        return Td.function("error").put("code", code).put("message", original);
    }

    public static ToolException notReady(String reason) {
        return new ToolException(ErrorCode.NOT_READY, reason);
    }

    /** The deadline passed before anything was sent. */
    public static ToolException tooLate(String function) {
        String sentence = "Timed out before " + function + " was sent to Telegram";
        return TdRequest.sends(function)
                ? ToolException.notSent(sentence)
                : new ToolException(ErrorCode.TIMEOUT, sentence);
    }

    /**
     * The deadline passed before the response arrived.
     *
     * @param reason the reason, as a sentence for the operator; empty when Telegram is connected
     */
    public static ToolException timeout(String function, String reason) {
        String sentence = unanswered("No response from Telegram to " + function + " in time", function);
        return new ToolException(ErrorCode.TIMEOUT, reason.isEmpty() ? sentence : sentence + ". " + reason);
    }

    /** Telegram has rate-limited a function that changes something, and TDLib repeats it after the deadline. */
    public static ToolException repeatedLater(String function, TelegramError error) {
        return new ToolException(
                ErrorCode.TIMEOUT,
                "%s: Telegram has rate-limited %s. TDLib repeats it after %d s, so it may still take effect: check then, before repeating the call"
                        .formatted(error.message(), function, error.retryAfter()));
    }

    /**
     * TDLib has deleted the messages that it was sending, but cannot take back their request.
     *
     * @param error of Telegram, which TDLib waits for; {@code null} if there was no response
     */
    public static ToolException deletedLater(String function, @Nullable TelegramError error) {
        return new ToolException(
                ErrorCode.TIMEOUT,
                (error == null
                                ? "No response from Telegram to %s in time".formatted(function)
                                : "%s: Telegram has rate-limited %s for %d s"
                                        .formatted(error.message(), function, error.retryAfter()))
                        + "; it was cancelled, but may still take effect: TDLib cannot take it back, and deletes the"
                        + " messages as soon as they are sent");
    }

    /** The deadline passed, and the messages that TDLib was sending are cancelled. */
    public static ToolException notSent(String function) {
        return ToolException.notSent("No response from Telegram to " + function
                + " in time; the message was cancelled and is not sent: it can be sent again");
    }

    /** The waiting thread was interrupted. */
    public static ToolException interrupted(String function) {
        return new ToolException(
                ErrorCode.TIMEOUT,
                unanswered("The call was cancelled before Telegram responded to " + function, function));
    }

    /** Whether it is an error of the server, or one of TDLib's that the caller cannot fix. */
    private static boolean isTelegrams(int code, String message) {
        return switch (code) {
            case 403, 406, 420, 429 -> true;
            default -> code >= 500 || TelegramError.isServerCode(message);
        };
    }

    private static String unanswered(String sentence, String function) {
        return TdRequest.sends(function)
                ? sentence + "; it is unknown whether the message was sent: read the chat before sending it again"
                : sentence;
    }
}
