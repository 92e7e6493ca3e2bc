package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    @Test
    void limitIsFreeAtOnceAndTheNextSlotWhenTheFirstLeaves() {
        SlidingWindow window = new SlidingWindow("test", 3, 60);
        for (long time : List.of(10L, 20L, 30L)) {
            assertThat(window.earliest(time, 1, 60)).isEqualTo(time);
            window.take(time, 1);
        }
        assertThat(window.earliest(31, 1, 60)).isEqualTo(70);
        assertThat(window.earliest(31, 2, 60)).isEqualTo(80);
        assertThat(window.earliest(31, 99, 60)).as("more than the limit").isEqualTo(90);
        assertThat(window.used(31)).isEqualTo(3);
        assertThat(window.used(70)).isEqualTo(2);
    }

    @Test
    void burstAtTheEndOfAMinuteLeavesNothingForTheNext() {
        SlidingWindow window = new SlidingWindow("test", 20, 60);
        window.take(59, 20);
        assertThat(window.earliest(61, 1, 60)).isEqualTo(119);
    }

    @Test
    void closedWindowGrantsNothingBeforeItsEnd() {
        SlidingWindow window = new SlidingWindow("test", 3, 60);
        window.closeUntil(500);
        window.closeUntil(100);
        assertThat(window.earliest(10, 1, 60)).isEqualTo(500);
    }

    /** Compared with a search that tries every time. */
    @RepeatedTest(200)
    void earliestTimeIsTheFirstThatKeepsTheLimit(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int limit = 1 + random.nextInt(5);
        int length = 1 + random.nextInt(20);
        SlidingWindow window = new SlidingWindow("test", limit, length);
        List<long[]> taken = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            if (!taken.isEmpty() && random.nextInt(4) == 0) {
                long[] back = taken.remove(random.nextInt(taken.size()));
                window.giveBack(back[0], (int) back[1]);
            }
            long from = random.nextInt(60);
            int units = 1 + random.nextInt(limit);
            long time = window.earliest(from, units, length);
            assertThat(time).isEqualTo(first(taken, from, units, limit, length));
            window.take(time, units);
            taken.add(new long[] {time, units});
        }
    }

    @Test
    void aSlotThatIsForgottenIsNotGivenBack() {
        SlidingWindow window = new SlidingWindow("test", 3, 100);
        window.take(0, 1);
        window.take(150, 1);
        window.prune(150);

        window.giveBack(0, 1);

        assertThat(window.used(150)).isEqualTo(1);
        window.giveBack(150, 1);
        assertThat(window.used(150)).isZero();
    }

    private static long first(List<long[]> taken, long from, int units, int limit, int length) {
        long time = from;
        while (!fits(taken, time, units, limit, length)) {
            time++;
        }
        return time;
    }

    private static boolean fits(List<long[]> taken, long time, int units, int limit, int length) {
        for (long end = time; end < time + length; end++) {
            long last = end;
            long sum = taken.stream()
                    .filter(slot -> slot[0] > last - length && slot[0] <= last)
                    .mapToLong(slot -> slot[1])
                    .sum();
            if (sum + units > limit) {
                return false;
            }
        }
        return true;
    }
}
