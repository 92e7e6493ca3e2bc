package dev.toolgram.host.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller reads whose JSON is none. */
class JsonFlawTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                 | it ends too early at line 1, column 2",
                "{\"chat\": \"me\", | it ends too early at line 1, column 15",
                "{]                | unexpected character ']' at line 1, column 2",
                "{'a':1}           | unexpected character ''' at line 1, column 2",
                "{\"a\":1,}        | unexpected character '}' at line 1, column 8",
                "nul               | 'nul' is no JSON value at line 1, column 1",
                "{\"a\":NaN}       | 'NaN' is no JSON value at line 1, column 9",
                "{\"a\":1,\"a\":2} | an object has the name 'a' twice at line 1, column 11",
                "{\"a\":1} {}      | something follows the value at line 1, column 9",
                "{\"a\":01}        | a number is malformed at line 1, column 7",
                "{\"a\":1.}        | a number is malformed at line 1, column 7",
                "{\"a\":\"\\x\"}   | a backslash is followed by what JSON has no escape for at line 1, column 8"
            })
    void flawIsToldInPlainWordsWithItsPlace(String json, String flaw) {
        assertThat(message(json)).isEqualTo("Invalid JSON: " + flaw);
    }

    @Test
    void flawsThatCannotBeShownAreNamed() {
        assertThat(message("{\"a\":\"b\nc\"}"))
                .startsWith("Invalid JSON: a control character in a text must be escaped");
        assertThat(message("{\u0001}")).startsWith("Invalid JSON: a control character stands between the values");
        assertThat(message("[".repeat(101))).startsWith("Invalid JSON: it is nested too deeply");
        assertThat(message("{\"a\":" + "1".repeat(1001) + "}")).startsWith("Invalid JSON: a part of it is too long");
        assertThat(message(" ")).isEqualTo("Invalid JSON: the text is empty");
    }

    @Test
    void wordsOfTheCallerAreShortened() {
        assertThat(message("x".repeat(1000))).hasSizeLessThan(120);
        assertThat(message("{\"" + "k".repeat(1000) + "\":1,\"" + "k".repeat(1000) + "\":2}"))
                .hasSizeLessThan(120);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "\"\\ud800",
                "\"\\u12",
                "tru",
                "-",
                "1e",
                "[1 2]",
                "]",
                "\"a",
                "{\"a\":1]",
                "{\"a\":\"\\udc00\"}",
                "\"\\ud800x\"",
                "/**/1",
                "{} {}",
                "1 1"
            })
    void noFlawIsToldInTheParsersWords(String json) {
        assertThat(message(json))
                .startsWith("Invalid JSON: ")
                .doesNotContain("REDACTED", "JsonToken", "Feature", "Constraints", "code ", "Source", "malformed at")
                .hasLineCount(1);
    }

    private static String message(String json) {
        InvalidJsonException flaw = catchThrowableOfType(
                InvalidJsonException.class, () -> StrictJson.read(json.getBytes(StandardCharsets.UTF_8)));
        return String.valueOf(flaw.getMessage());
    }
}
