package dev.toolgram.host.telegram.codec;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Converts TDLib's {@code error} objects to {@link ToolException}s. */
public final class TdErrors {

    /** Remedies for TDLib's most common errors. */
    private static final Map<String, String> ADVICE = Map.of(
            "Chat not found", "Chat not found: unknown to this account; use its @username or an invite link",
            "User not found", "User not found: unknown to this account; use the @username or +phone",
            "Message not found", "Message not found: it was deleted, or the id belongs to another chat",
            "Message to reply not found", "The message to reply to was not found in this chat",
            "Not Found", "Not found");

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
            return ToolException.telegramRefused(TelegramError.of(code, message));
        }
        String sentence = ADVICE.getOrDefault(message, message);
        return ToolException.invalidInput(List.of(new InputProblem(List.of(), sentence, "value_error")));
    }

    /** Converts a td_api {@code error} to a Telegram error. */
    public static TelegramError telegramError(JsonNode error) {
        return TelegramError.of((int) Td.number(error, "code"), Td.text(error, "message"));
    }

    public static ToolException notReady(String reason) {
        return new ToolException(ErrorCode.NOT_READY, reason);
    }

    /** The deadline passed before anything was sent. */
    public static ToolException tooLate(String function) {
        return new ToolException(ErrorCode.TIMEOUT, "Timed out before " + function + " was sent to Telegram");
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
        return sends(function)
                ? sentence + "; the message may still be sent: read the chat before sending it again"
                : sentence;
    }

    private static boolean sends(String function) {
        return function.startsWith("send") || function.startsWith("forward") || function.startsWith("resend");
    }
}
