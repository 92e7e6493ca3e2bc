package dev.toolgram.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.telegram.login.SignIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    PHONE_NUMBER_INVALID                    | knows no such phone number
                    PHONE_NUMBER_BANNED                     | has banned this phone number
                    PHONE_NUMBER_FLOOD                      | Too many codes were asked for
                    PHONE_NUMBER_UNOCCUPIED                 | no account with this phone number
                    PHONE_CODE_INVALID                      | This code is wrong
                    PHONE_CODE_EXPIRED                      | This code has expired
                    PASSWORD_HASH_INVALID                   | This password is wrong
                    API_ID_INVALID                          | does not know this API id
                    FLOOD_WAIT_75                           | for 75 seconds
                    Too Many Requests: retry after 600      | for 10 minutes
                    Too Many Requests: retry after 86400    | for 24 hours
                    NO_ANSWER                               | Is there a way to the internet?
                    SOMETHING_NEW                           | Telegram refused: SOMETHING_NEW.
                    """)
    void aRefusalIsASentence(String message, String sentence) {
        assertThat(Refusals.say(new SignIn.Refusal(message))).contains(sentence);
    }

    @Test
    void otherApplicationFixesOnlyApplicationErrors() {
        assertThat(Refusals.isOfTheApplication(new SignIn.Refusal("API_ID_INVALID")))
                .isTrue();
        assertThat(Refusals.isOfTheApplication(new SignIn.Refusal("PHONE_NUMBER_INVALID")))
                .isFalse();
    }
}
