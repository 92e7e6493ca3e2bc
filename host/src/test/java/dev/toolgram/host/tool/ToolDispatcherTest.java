package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.host.http.TestTools;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ToolDispatcherTest {

    @TempDir
    private Path scratch;

    @Test
    void aCallThatIsCancelledIsInterruptedAndAnsweredAtOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        Cancellation cancellation = new Cancellation();
        RegisteredTool.Handler sleeps = (arguments, context) -> {
            begun.countDown();
            try {
                Thread.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                told.complete(context.isCancelled());
            }
            return new ToolResult.Success(arguments);
        };
        try (ToolDispatcher dispatcher = dispatcher(sleeps)) {
            CompletableFuture<ToolResult> result =
                    CompletableFuture.supplyAsync(() -> dispatcher.dispatch(call(ProgressListener.NONE, cancellation)));
            begun.await();
            cancellation.cancel();

            assertThat(result.get()).isEqualTo(new ToolResult.Cancelled());
            assertThat(told.get()).isTrue();
        }
    }

    @Test
    void aCallThatWasCancelledBeforeItBeganDoesNotAnswerAValue() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        try (ToolDispatcher dispatcher = dispatcher((arguments, context) -> new ToolResult.Success(arguments))) {
            assertThat(dispatcher.dispatch(call(ProgressListener.NONE, cancellation)))
                    .isEqualTo(new ToolResult.Cancelled());
        }
    }

    @Test
    void progressThatDoesNotGrowIsDropped() {
        List<String> heard = new ArrayList<>();
        RegisteredTool.Handler works = (arguments, context) -> {
            context.progress(1, 4.0, "first");
            context.progress(1, 4.0, "again");
            context.progress(Double.NaN, null, "none");
            context.progress(2, Double.POSITIVE_INFINITY, null);
            return new ToolResult.Success(arguments);
        };
        try (ToolDispatcher dispatcher = dispatcher(works)) {
            ToolResult _ = dispatcher.dispatch(call(
                    (progress, total, message) -> heard.add(progress + "/" + total + " " + message),
                    new Cancellation()));
        }

        assertThat(heard).containsExactly("1.0/4.0 first", "2.0/null null");
    }

    @Test
    void theFolderOfACallIsGoneWhenItEnds() {
        List<Path> folders = new ArrayList<>();
        RegisteredTool.Handler writes = (arguments, context) -> {
            Path folder = context.scratchDirectory();
            folders.add(folder);
            try {
                Path deep = Files.createDirectory(folder.resolve("deep"));
                Path _ = Files.writeString(deep.resolve("file"), "text");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            throw new IllegalStateException("however it ends");
        };
        try (ToolDispatcher dispatcher = dispatcher(writes)) {
            assertThat(dispatcher.dispatch(call(ProgressListener.NONE, new Cancellation())))
                    .isEqualTo(new ToolResult.Internal());
        }

        assertThat(folders).singleElement().satisfies(folder -> {
            assertThat(folder).doesNotExist();
            assertThat(folder.getParent()).isEqualTo(scratch);
        });
    }

    @Test
    void aFileThatNobodyWaitsForAnyMoreIsClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        InputStream content = new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                closed.countDown();
            }
        };
        RegisteredTool.Handler answers = (arguments, context) -> {
            begun.countDown();
            awaitUninterruptibly(goOn);
            return new ToolResult.File("late.txt", "text/plain", 1, content);
        };
        Cancellation cancellation = new Cancellation();
        try (ToolDispatcher dispatcher = dispatcher(answers)) {
            CompletableFuture<ToolResult> result =
                    CompletableFuture.supplyAsync(() -> dispatcher.dispatch(call(ProgressListener.NONE, cancellation)));
            begun.await();
            cancellation.cancel();
            assertThat(result.get()).isEqualTo(new ToolResult.Cancelled());
            assertThat(closed.getCount()).isOne();
            goOn.countDown();

            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // a tool that does not care
            }
        }
    }

    @Test
    void noCallFailsBecauseItsToolIsReplacedBetweenItsLookUpAndItsBeginning() throws Exception {
        ToolRegistry registry = new ToolRegistry();
        RegisteredTool now = tool((arguments, context) -> new ToolResult.Success(arguments));
        registry.replace(ToolSnapshot.EMPTY.with(List.of(now)));
        AtomicBoolean stop = new AtomicBoolean();
        try (ToolDispatcher dispatcher =
                new ToolDispatcher(registry, Duration.ofSeconds(30), scratch, CallListener.NOBODY)) {
            CompletableFuture<ToolResult> caller = CompletableFuture.supplyAsync(() -> {
                ToolResult result = dispatcher.dispatch(call(ProgressListener.NONE, new Cancellation()));
                while (result instanceof ToolResult.Success && !stop.get()) {
                    result = dispatcher.dispatch(call(ProgressListener.NONE, new Cancellation()));
                }
                return result;
            });
            for (int i = 0; i < 20_000 && !caller.isDone(); i++) {
                RegisteredTool next = tool((arguments, context) -> new ToolResult.Success(arguments));
                registry.replace(ToolSnapshot.EMPTY.with(List.of(next)));
                now.calls().retire();
                now = next;
            }
            stop.set(true);

            assertThat(caller.get()).isInstanceOf(ToolResult.Success.class);
        }
    }

    @Test
    void aToolThatHasRetiredWithoutSuccessorIsNotReady() {
        ToolRegistry registry = new ToolRegistry();
        RegisteredTool tool = tool((arguments, context) -> new ToolResult.Success(arguments));
        registry.replace(ToolSnapshot.EMPTY.with(List.of(tool)));
        tool.calls().retire();
        try (ToolDispatcher dispatcher =
                new ToolDispatcher(registry, Duration.ofSeconds(30), scratch, CallListener.NOBODY)) {
            assertThat(dispatcher.dispatch(call(ProgressListener.NONE, new Cancellation())))
                    .isInstanceOf(ToolResult.NotReady.class);
        }
    }

    @Test
    void moreCallsThanThereArePlacesWaitForTheirTurn() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch gate = new CountDownLatch(1);
        RegisteredTool.Handler counts = (arguments, context) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                running.decrementAndGet();
            }
            return new ToolResult.Success(arguments);
        };
        try (ToolDispatcher dispatcher = dispatcher(counts);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ToolResult>> results = new ArrayList<>();
            for (int i = 0; i < 5 * PluginCalls.MAX_AT_ONCE; i++) {
                results.add(callers.submit(() -> dispatcher.dispatch(call(ProgressListener.NONE, new Cancellation()))));
            }
            // One too many would come at once; that none comes takes a moment to see.
            for (int look = 0; look < 100 && most.get() <= PluginCalls.MAX_AT_ONCE; look++) {
                Thread.sleep(5);
            }
            gate.countDown();
            for (Future<ToolResult> result : results) {
                assertThat(result.get()).isInstanceOf(ToolResult.Success.class);
            }
        }
        assertThat(most.get()).isPositive().isLessThanOrEqualTo(PluginCalls.MAX_AT_ONCE);
    }

    private static RegisteredTool tool(RegisteredTool.Handler handler) {
        return TestTools.tool(
                "test", null, dev.toolgram.api.Effect.READ, "{\"type\":\"object\"}", "{\"type\":\"object\"}", handler);
    }

    private ToolDispatcher dispatcher(RegisteredTool.Handler handler) {
        ToolRegistry registry = new ToolRegistry();
        registry.replace(ToolSnapshot.EMPTY.with(List.of(tool(handler))));
        return new ToolDispatcher(registry, Duration.ofSeconds(30), scratch, CallListener.NOBODY);
    }

    private static ToolCall call(ProgressListener listener, Cancellation cancellation) {
        ObjectNode nothing = JsonMapper.shared().createObjectNode();
        return new ToolCall("test", nothing, Caller.REST, "r1", listener, cancellation);
    }
}
