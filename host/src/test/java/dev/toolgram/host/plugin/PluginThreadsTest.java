package dev.toolgram.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PluginThreadsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ClassLoader classes =
            new URLClassLoader("test-1.0.0", new URL[0], getClass().getClassLoader());
    private final PluginThreads threads = new PluginThreads("plugin test-1.0.0", classes);

    @Test
    void whatTakesTooLongIsInterruptedAndLeftAlone() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatThrownBy(() -> threads.call("start", SHORT, () -> {
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }))
                .isInstanceOf(PluginRefusedException.class)
                .hasMessage("it did not start within 0 s");
        assertThat(interrupted.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theThreadOfAnExecutorIsIdleAndLetsGoOfTheClasses() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        var pool = threads.call("start", LONG, () -> {
            var made = Executors.newFixedThreadPool(1);
            made.submit(() -> worker.set(Thread.currentThread())).get();
            return made;
        });
        assertThat(worker.get().getContextClassLoader()).isSameAs(classes);

        PluginThreads.Remains remains = threads.end(SHORT);

        assertThat(remains.busy()).isEmpty();
        assertThat(remains.idle()).containsExactly(worker.get().getName());
        assertThat(worker.get().getContextClassLoader()).isSameAs(classes.getParent());
        pool.shutdown();
    }

    /** It would belong to the first plugin that lets a future time out, and be interrupted and named with it. */
    @Test
    void theSchedulerThatTheWholeJdkSharesIsNoPlugins() throws Exception {
        String late = threads.call(
                "start",
                LONG,
                () -> new CompletableFuture<String>()
                        .completeOnTimeout("late", 1, TimeUnit.MILLISECONDS)
                        .get());

        assertThat(late).isEqualTo("late");
        assertThat(threads.end(LONG)).isEqualTo(new PluginThreads.Remains(List.of(), List.of()));
    }
}
