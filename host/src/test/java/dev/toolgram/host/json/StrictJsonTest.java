package dev.toolgram.host.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StrictJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                 | Invalid JSON at line 1, column 2: unexpected end of input.",
                "{]                | Invalid JSON at line 1, column 2.",
                "{'a':1}           | Invalid JSON at line 1, column 2.",
                "{\"a\":1,}        | Invalid JSON at line 1, column 8.",
                "nul               | Invalid JSON at line 1, column 1.",
                "{\"a\":NaN}       | Invalid JSON at line 1, column 9.",
                "{\"a\":1,\"a\":2} | Invalid JSON at line 1, column 11: duplicate field name.",
                "{\"a\":1} {}      | Invalid JSON at line 1, column 9.",
                "{\"a\":01}        | Invalid JSON at line 1, column 7.",
                "{\"a\":\"\\x\"}   | Invalid JSON at line 1, column 8.",
                "\"\\ud800x\"      | Invalid JSON: a string holds half a surrogate pair.",
                "1e999             | Invalid JSON: a number is out of range.",
                "` `               | Invalid JSON: the text is empty."
            })
    void invalidJsonIsReportedWithItsPlace(String json, String expected) {
        assertThat(message(json)).isEqualTo(expected);
    }

    @Test
    void sizeIsLimited() {
        assertThat(message("[".repeat(101))).startsWith("Invalid JSON").endsWith("or a value is too long.");
        assertThat(message("{\"a\":" + "1".repeat(1001) + "}")).endsWith("or a value is too long.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "/**/1",
                "1 1",
                "{\"a\":\"b\nc\"}",
                "{\u0001}",
                "\"\\ud83dx\""
            })
    void noWordsOfTheParserAreReported(String json) {
        assertThat(message(json))
                .startsWith("Invalid JSON")
                .doesNotContain("REDACTED", "JsonToken", "Feature", "Constraints", "code ", "Source")
                .hasSizeLessThan(120)
                .hasLineCount(1);
    }

    @Test
    void callersNamesAreNotRepeated() {
        assertThat(message("{\"" + "k".repeat(1000) + "\":1,\"" + "k".repeat(1000) + "\":2}"))
                .hasSizeLessThan(120);
    }

    @Test
    void everyDigitAndSurrogatePairIsKept() throws InvalidJsonException {
        JsonNode value =
                StrictJson.read("{\"price\":0.1234567890123456789,\"text\":\"😀\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(value.get("price").decimalValue()).isEqualTo(new BigDecimal("0.1234567890123456789"));
        assertThat(StrictJson.text(value)).isEqualTo("{\"price\":0.1234567890123456789,\"text\":\"😀\"}");
    }

    private static String message(String json) {
        InvalidJsonException invalid = catchThrowableOfType(
                InvalidJsonException.class, () -> StrictJson.read(json.getBytes(StandardCharsets.UTF_8)));
        return String.valueOf(invalid.getMessage());
    }
}
