package dev.toolgram.host.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x1B, 0x7F, 0x85, 0xAD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
                0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2063, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A,
                0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xE01EF
            })
    void hiddenCharacterIsShown(int c) {
        assertThat(VisibleText.of("a" + Character.toString(c) + "b")).isEqualTo("a[U+%04X]b".formatted(c));
        assertThat(VisibleText.of(Character.toString(c))).isEqualTo("[U+%04X]".formatted(c));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain \"text\" \\ {}[]",
                "tab\tline\r\n",
                "grüß 世界 привет",
                "👨‍👩‍👧 family, 🏳️‍🌈 flag, 👩🏽‍🚀 astronaut, ❤️ heart, 1️⃣ keycap, ☎️",
                "می‌خواهم", // Persian, with a non-joiner
                "क्‍ष", // Devanagari, with a joiner
                "葛󠄀", // an ideograph with a variation selector
                "عليه السلام ۝ ؀",
                "e\u0301"
            })
    void ordinaryTextStaysAsItIs(String text) {
        assertThat(VisibleText.of(text)).isSameAs(text);
    }

    @Test
    void everyCharacterOfAHiddenMessageIsShown() {
        StringBuilder hidden = new StringBuilder("hi");
        "rob".chars().forEach(c -> hidden.appendCodePoint(0xE0000 + c));

        assertThat(VisibleText.of(hidden.toString())).isEqualTo("hi[U+E0072][U+E006F][U+E0062]");
        assertThat(VisibleText.of("👨‍‍👩")).isEqualTo("👨[U+200D][U+200D]👩");
        assertThat(VisibleText.of("😀󠄁󠄂")).isEqualTo("😀󠄁[U+E0102]");
    }
}
