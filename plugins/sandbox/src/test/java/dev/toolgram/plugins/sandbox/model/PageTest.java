package dev.toolgram.plugins.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    private final BitSet ids = new BitSet();

    PageTest() {
        List.of(2, 3, 5, 7, 11, 13).forEach(ids::set);
    }

    @Test
    void firstPageBeginsWithTheNewest() {
        assertThat(Page.newest(3).of(ids)).containsExactly(13, 11, 7);
    }

    @Test
    void offsetIsExclusiveWhetherItExistsOrNot() {
        assertThat(new Page(7, 0, 10, 0, 0).of(ids)).containsExactly(5, 3, 2);
        assertThat(new Page(6, 0, 10, 0, 0).of(ids)).containsExactly(5, 3, 2);
    }

    @Test
    void negativeAddOffsetGoesBackToNewerOnes() {
        assertThat(new Page(7, -2, 3, 0, 0).of(ids)).containsExactly(11, 7, 5);
        assertThat(new Page(11, -10, 3, 0, 0).of(ids)).containsExactly(13, 11, 7);
    }

    @Test
    void positiveAddOffsetSkips() {
        assertThat(new Page(0, 2, 2, 0, 0).of(ids)).containsExactly(7, 5);
        assertThat(new Page(5, 1, 2, 0, 0).of(ids)).containsExactly(2);
    }

    @Test
    void boundsAreExclusive() {
        assertThat(new Page(0, 0, 10, 11, 3).of(ids)).containsExactly(7, 5);
    }

    @Test
    void emptyChatHasEmptyPages() {
        assertThat(Page.newest(10).of(new BitSet())).isEmpty();
        assertThat(new Page(5, -3, 10, 0, 0).of(new BitSet())).isEmpty();
        assertThat(new Page(2, 0, 10, 0, 0).of(ids)).isEmpty();
    }
}
