package dev.toolgram.host.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    @ParameterizedTest
    @CsvSource({"abc,abc", "abcd,abcd", "abcde,abcd...", "abc😀,abc...", "ab😀d,ab😀...", "ab😀,ab😀", "😀😀😀,😀😀..."
    })
    void emojiAreKeptOrDroppedAsAWhole(String text, String excerpt) {
        assertThat(Excerpt.of(text, 4, "...")).isEqualTo(excerpt);
    }
}
