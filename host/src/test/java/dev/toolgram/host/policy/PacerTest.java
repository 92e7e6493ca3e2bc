package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads, and a clock that the test moves. */
class PacerTest {

    private static final int CALLERS = 64;
    private static final int LIMIT = 20;
    private static final long MINUTE = 60_000_000_000L;

    private final AtomicLong clock = new AtomicLong(1_000);
    private final Pacer pacer = new Pacer(clock::get, Duration.ofMillis(1).toNanos());
    private final SlidingWindow window = new SlidingWindow("budget", LIMIT, MINUTE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> admitted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void sixtyFourCallersThatDoNotWaitGetExactlyTheSlotsThatExist() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(threads.submit(() -> {
                start.await();
                return call("key", 0);
            }));
        }
        start.countDown();
        for (Future<?> call : calls) {
            Object _ = call.get();
        }
        assertThat(admitted).hasSize(LIMIT);
        assertThat(refused).hasValue(CALLERS - LIMIT);
    }

    @Test
    void sixtyFourCallersThatWaitAMinuteGetTheSlotsOfTwoMinutes() {
        for (int i = 0; i < CALLERS; i++) {
            var _ = threads.submit(() -> call("key", MINUTE));
        }
        await(() -> admitted.size() == LIMIT && refused.get() == CALLERS - 2 * LIMIT);

        clock.addAndGet(MINUTE - 1);
        assertThat(admitted).hasSize(LIMIT);
        clock.addAndGet(1);
        await(() -> admitted.size() == 2 * LIMIT);
        assertThat(refused).hasValue(CALLERS - 2 * LIMIT);
    }

    @Test
    void callOfAnotherKeyDoesNotWaitForAllOfTheFirst() throws Exception {
        SlidingWindow one = new SlidingWindow("budget", 1, MINUTE);
        enter("busy", one, 10 * MINUTE);
        await(() -> admitted.size() == 1);
        for (int i = 1; i <= 4; i++) {
            enter("busy", one, 10 * MINUTE);
        }
        enter("other", one, 10 * MINUTE);
        for (int i = 2; i <= 6; i++) {
            int expected = i;
            clock.addAndGet(MINUTE);
            await(() -> admitted.size() == expected);
        }
        assertThat(admitted).containsExactly("busy", "busy", "other", "busy", "busy", "busy");
    }

    @Test
    void callThatHasToStandBackForAnotherKeyIsRefusedAtOnceIfItCannotWaitForThat() throws Exception {
        SlidingWindow one = new SlidingWindow("budget", 1, MINUTE);
        enter("busy", one, 0);
        enter("busy", one, 2 * MINUTE);
        enter("busy", one, 2 * MINUTE);
        assertThat(refused).hasValue(0);
        enter("other", one, 2 * MINUTE);
        await(() -> refused.get() == 1);
    }

    @Test
    void interruptedCallGivesItsSlotToTheNext() throws Exception {
        SlidingWindow one = new SlidingWindow("budget", 1, MINUTE);
        enter("key", one, 0);
        Future<?> first = enter("key", one, MINUTE);
        enter("key", one, MINUTE);
        await(() -> refused.get() == 1);
        enter("key", one, 2 * MINUTE);
        first.cancel(true);
        await(() -> begun.get() == 3);
        clock.addAndGet(MINUTE);
        await(() -> admitted.size() == 2);
    }

    @Test
    void closedBudgetRefusesTheWaitingCallsThatCannotWaitForItsEnd() throws Exception {
        SlidingWindow one = new SlidingWindow("budget", 1, MINUTE);
        enter("key", one, 0);
        enter("key", one, MINUTE);
        enter("key", one, 5 * MINUTE);
        boolean _ = pacer.locked(true, () -> {
            one.closeUntil(clock.get() + 3 * MINUTE);
            return true;
        });
        await(() -> refused.get() == 1);
        clock.addAndGet(3 * MINUTE);
        await(() -> admitted.size() == 2);
    }

    /** The seconds of a refusal are those until a slot is free. */
    @Test
    void refusalNamesTheBudgetAndTheSeconds() throws Exception {
        SlidingWindow one = new SlidingWindow("budget", 1, MINUTE);
        enter("key", one, 0);
        clock.addAndGet(MINUTE / 2);
        try {
            pacer.admit("key", () -> List.of(new Charge(one, 1)), MINUTE / 4);
        } catch (PacedException e) {
            assertThat(e.window()).isSameAs(one);
            assertThat(e.seconds()).isEqualTo(30);
            return;
        }
        throw new AssertionError("admitted");
    }

    /** Starts a call and returns when it has been decided on: in its place among the waiting, or over. */
    private Future<?> enter(String key, SlidingWindow budget, long patience) throws Exception {
        int used = pacer.locked(false, () -> total(budget));
        int before = refused.get();
        Future<?> call = threads.submit(() -> call(key, budget, patience));
        await(() -> pacer.locked(false, () -> total(budget)) > used || refused.get() > before);
        return call;
    }

    private static int total(SlidingWindow budget) {
        return budget.taken();
    }

    private Void call(String key, long patience) {
        return call(key, window, patience);
    }

    @SuppressWarnings("NullAway") // Void
    private Void call(String key, SlidingWindow budget, long patience) {
        try {
            pacer.admit(key, () -> List.of(new Charge(budget, 1)), patience);
            admitted.add(key);
        } catch (PacedException e) {
            refused.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            begun.incrementAndGet();
        }
        return null;
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }
}
