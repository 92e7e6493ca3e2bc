package dev.toolgram.plugins.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordIndexTest {
    private final WordIndex index = new WordIndex();

    WordIndexTest() {
        index.add(1, "Rye bread, warm");
        index.add(2, "Warm rye beer");
        index.add(3, "Ünique WÖRDS");
    }

    @Test
    void everyWordOfTheQueryMustBeginAWord() {
        assertThat(index.find("warm br").stream()).containsExactly(1);
        assertThat(index.find("rye").stream()).containsExactly(1, 2);
        assertThat(index.find("ead").stream()).isEmpty();
    }

    @Test
    void caseDoesNotMatter() {
        assertThat(index.find("üNIQUE wörd").stream()).containsExactly(3);
    }

    @Test
    void removedMessageIsNotFound() {
        index.remove(2, "Warm rye beer");

        assertThat(index.find("warm").stream()).containsExactly(1);
        assertThat(index.find("beer").stream()).isEmpty();
    }

    @Test
    void queryWithoutWordsFindsNothing() {
        assertThat(index.find(" -!- ").stream()).isEmpty();
    }
}
