package dev.toolgram.host.telegram.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TdErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "400, CHAT_WRITE_FORBIDDEN, TELEGRAM_REFUSED",
        "400, PEER_FLOOD, TELEGRAM_REFUSED",
        "403, Sorry, TELEGRAM_REFUSED",
        "406, CHANNEL_PRIVATE, TELEGRAM_REFUSED",
        "420, FLOOD_WAIT_99, TELEGRAM_REFUSED",
        "429, Too Many Requests: retry after 99, TELEGRAM_REFUSED",
        "500, Internal Server Error, TELEGRAM_REFUSED",
        "400, Chat not found, INVALID_INPUT",
        "400, No sentence of the table, INVALID_INPUT",
        "404, Not Found, INVALID_INPUT",
        "401, UNAUTHORIZED, NOT_READY",
        "401, SESSION_REVOKED, NOT_READY",
        "500, Request aborted, NOT_READY"
    })
    void whoCanFixItFollowsFromCodeAndMessage(int code, String message, ErrorCode expected) {
        assertThat(TdErrors.exception(error(code, message)).code()).isEqualTo(expected);
    }

    @Test
    void aFloodKeepsItsWaitingTime() {
        ToolException exception = TdErrors.exception(error(429, "Too Many Requests: retry after 99"));

        assertThat(exception.telegramError()).isEqualTo(new TelegramError("FloodWaitError", "FLOOD_WAIT_99", 420, 99));
    }

    @ParameterizedTest
    @CsvSource({
        "FLOOD_WAIT_99, FloodWaitError, 99",
        "SLOWMODE_WAIT_99, SlowmodeWaitError, 99",
        "FLOOD_PREMIUM_WAIT_99, FloodPremiumWaitError, 99",
        "TAKEOUT_INIT_DELAY_99, TakeoutInitDelayError, 99"
    })
    void rateLimitsKeepTheirNameAndTheirTime(String message, String name, int seconds) {
        assertThat(TdErrors.exception(error(420, message)).telegramError())
                .isEqualTo(new TelegramError(name, message, 420, seconds));
    }

    @Test
    void tdlibsOwnSentenceIsAProblemOfTheInput() {
        ToolException exception = TdErrors.exception(error(400, "No sentence of the table"));

        assertThat(exception).hasMessage("No sentence of the table");
        assertThat(exception.problems()).hasSize(1);
    }

    @Test
    void commonRefusalsSayWhatToTry() {
        assertThat(TdErrors.exception(error(400, "Chat not found"))).hasMessageContaining("use its @username");
    }

    @ParameterizedTest
    @CsvSource({
        "400, USERNAME_NOT_OCCUPIED, true",
        "400, USERNAME_INVALID, true",
        "400, Chat not found, true",
        "404, Not Found, true",
        "429, Too Many Requests: retry after 99, false",
        "401, UNAUTHORIZED, false",
        "500, Request aborted, false",
        "400, CHANNEL_PRIVATE, false"
    })
    void onlyAnUnknownChatIsTheCallersMistake(int code, String message, boolean unknown) {
        assertThat(TdErrors.saysUnknown(error(code, message))).isEqualTo(unknown);
    }

    /** TDLib's MessagesManager::process_send_message_fail_error and on_send_message_fail. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | User is deactivated | INPUT_USER_DEACTIVATED",
                "403 | PEER_ID_INVALID | PEER_ID_INVALID",
                "400 | Message is too long | MESSAGE_TOO_LONG",
                "400 | Message caption is too long | MEDIA_CAPTION_TOO_LONG",
                "400 | Wrong direct messages topic identifier specified | REPLY_TO_MONOFORUM_PEER_INVALID",
                "400 | Message has protected content and can't be forwarded | CHAT_FORWARDS_RESTRICTED",
                "400 | Wrong game short name specified | MEDIA_EMPTY",
                "400 | Wrong invoice information specified | MEDIA_EMPTY",
                "400 | Wrong poll data specified | MEDIA_EMPTY",
                "400 | Wrong phone number specified | MEDIA_EMPTY",
                "400 | Wrong story file specified | MEDIA_EMPTY",
                "400 | Wrong file identifier/HTTP URL specified | MEDIA_EMPTY",
                "400 | Invalid paid media file specified | EXTENDED_MEDIA_INVALID",
                "400 | Photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp"
                        + " | PHOTO_EXT_INVALID",
                "500 | Unexpected QUOTE_TEXT_INVALID error | QUOTE_TEXT_INVALID",
                "500 | Unexpected REPLY_MESSAGE_ID_INVALID error | REPLY_MESSAGE_ID_INVALID",
                "400 | PEER_FLOOD | PEER_FLOOD"
            })
    void theErrorOfARejectedMessageIsTheServers(int code, String message, String original) {
        assertThat(TdErrors.ofRejectedMessage(error(code, message))).isEqualTo(error(400, original));
    }

    private static JsonNode error(int code, String message) {
        return Td.function("error").put("code", code).put("message", message);
    }
}
