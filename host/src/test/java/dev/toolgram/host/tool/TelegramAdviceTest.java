package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TelegramAdviceTest {

    private static final int MOST = 120;

    static Stream<String> errors() throws IOException {
        Properties table = new Properties();
        try (InputStream file = TelegramAdviceTest.class.getResourceAsStream("telegram-advice.properties")) {
            table.load(file);
        }
        return table.stringPropertyNames().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void adviceIsOneShortSentence(String error) {
        assertThat(error).matches("[A-Z_]+");
        assertThat(TelegramAdvice.of(error))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .matches("[A-Z][^.]*: [^.]*\\.|[A-Z][^.]*\\.")
                        .hasSizeLessThan(MOST));
    }

    @Test
    void theCommonErrorsHaveAdvice() throws IOException {
        assertThat(errors()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @CsvSource({
        "PEER_FLOOD, people who are not contacts",
        "FLOOD_WAIT_99, retry_after",
        "SLOWMODE_WAIT_7, slow mode",
        "ALLOW_PAYMENT_REQUIRED_5, Stars",
        "CHAT_SEND_PHOTOS_FORBIDDEN, another kind",
        "CHAT_SEND_PLAIN_FORBIDDEN, another kind",
        "USER_BANNED_IN_CHANNEL, @SpamBot",
        "INVITE_REQUEST_SENT, do not repeat"
    })
    void theAdviceFitsTheError(String error, String words) {
        assertThat(TelegramAdvice.of(error))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(words));
    }

    @Test
    void rareErrorsHaveNone() {
        assertThat(TelegramAdvice.of("STICKERSET_INVALID")).isEmpty();
    }
}
