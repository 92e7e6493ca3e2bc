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
        "400, Message text is empty, INVALID_INPUT",
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

    @Test
    void tdlibsOwnSentenceIsAProblemOfTheInput() {
        ToolException exception = TdErrors.exception(error(400, "Message text is empty"));

        assertThat(exception).hasMessage("Message text is empty");
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

    private static JsonNode error(int code, String message) {
        return Td.function("error").put("code", code).put("message", message);
    }
}
