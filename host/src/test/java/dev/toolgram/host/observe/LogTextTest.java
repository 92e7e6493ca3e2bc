package dev.toolgram.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\n\r\nb",
                "a\u001b\u0007b",
                "a\u2028b",
                "a\u0085b",
                "a\u202eb",
                "a\u2066b",
                "\na\nb\n"
            })
    void whatIsUnsafeIsASpaceForPeople(String text) {
        assertThat(LogText.flat(text)).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\tb", "größer", "\uD83D\uDE00", ""})
    void whatIsSafeStays(String text) {
        assertThat(LogText.flat(text)).isEqualTo(text);
        assertThat(LogText.of(text)).isEqualTo(text);
    }
}
