package dev.toolgram.host.telegram.codec;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The one place where an {@code error} of TDLib becomes a {@link ToolException}. */
public final class TdErrors {

    /** What to do about TDLib's most common refusals; the others are sentences that stand for themselves. */
    private static final Map<String, String> ADVICE = Map.of(
            "Chat not found", "Chat not found: this account has not met it; pass its @username or an invite link",
            "User not found", "User not found: this account has not met them; pass their @username or +phone",
            "Message not found", "Message not found: it was deleted, or the id belongs to another chat",
            "Message to reply not found", "The message to reply to was not found in this chat",
            "Not Found", "Telegram has nothing like that");

    /** The server's ways of saying that whom or what was named is not there. */
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

    /** The reason for every refusal while TDLib closes. */
    public static final String SHUTTING_DOWN = "Telegram is shutting down";

    private TdErrors() {}

    /**
     * Whether an {@code error} says that there is no such chat, rather than that Telegram could not or would not look.
     */
    public static boolean saysUnknown(JsonNode error) {
        int code = (int) Td.number(error, "code");
        String message = Td.text(error, "message");
        return UNKNOWN.contains(message) || (code != 401 && !isTelegrams(code, message));
    }

    /** The exception that tells a caller about a td_api {@code error}. */
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

    /** A td_api {@code error} as Telegram's error. */
    public static TelegramError telegramError(JsonNode error) {
        return TelegramError.of((int) Td.number(error, "code"), Td.text(error, "message"));
    }

    public static ToolException notReady(String reason) {
        return new ToolException(ErrorCode.NOT_READY, reason);
    }

    /** The time was up before anything was sent. */
    public static ToolException tooLate(String function) {
        return new ToolException(ErrorCode.TIMEOUT, "The time was up before " + function + " was sent to Telegram");
    }

    /**
     * The time was up before the answer came.
     *
     * @param reason why, as a sentence for the operator; empty when Telegram is connected
     */
    public static ToolException timeout(String function, String reason) {
        String sentence = unanswered("Telegram did not answer " + function + " in time", function);
        return new ToolException(ErrorCode.TIMEOUT, reason.isEmpty() ? sentence : sentence + ". " + reason);
    }

    /** The waiting thread was interrupted. */
    public static ToolException interrupted(String function) {
        return new ToolException(
                ErrorCode.TIMEOUT, unanswered("The call was stopped before Telegram answered " + function, function));
    }

    /** A code of the server's, or one that TDLib itself does not use for what the caller could mend. */
    private static boolean isTelegrams(int code, String message) {
        return switch (code) {
            case 403, 406, 420, 429 -> true;
            default -> code >= 500 || TelegramError.isServerCode(message);
        };
    }

    private static String unanswered(String sentence, String function) {
        return sends(function)
                ? sentence + "; the message may still be sent: read the chat before you send again"
                : sentence;
    }

    private static boolean sends(String function) {
        return function.startsWith("send") || function.startsWith("forward") || function.startsWith("resend");
    }
}
