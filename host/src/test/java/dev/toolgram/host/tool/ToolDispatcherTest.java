package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

class ToolDispatcherTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path scratch;

    private final ToolRegistry registry = new ToolRegistry();

    @Test
    void cancelledCallIsInterruptedAndAnsweredAtOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> sawCancellation = new CompletableFuture<>();
        Cancellation cancellation = new Cancellation();
        publish((arguments, context) -> {
            begun.countDown();
            try {
                Thread.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                sawCancellation.complete(context.isCancelled());
            }
            return success();
        });
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            CompletableFuture<ToolResult> result = CompletableFuture.supplyAsync(
                    () -> TestCalls.dispatch(dispatcher, call(ProgressListener.NONE, cancellation)));
            begun.await();
            cancellation.cancel();

            assertThat(result.get()).isEqualTo(new ToolResult.Cancelled());
            assertThat(sawCancellation.get()).isTrue();
        }
    }

    @Test
    void anExceptionByWhichAnInterruptedToolEndsIsNotAnErrorInTheLog() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Cancellation cancellation = new Cancellation();
        publish((arguments, context) -> {
            begun.countDown();
            try {
                Thread.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new CancellationException("interrupted");
            }
            return success();
        });
        Logger logger = (Logger) LoggerFactory.getLogger("dev.toolgram");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            var call = Thread.startVirtualThread(
                    () -> TestCalls.dispatch(dispatcher, call(ProgressListener.NONE, cancellation)));
            begun.await();
            cancellation.cancel();
            call.join();

            assertThat(lines.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void callCancelledBeforeItStartsDoesNotReachTheTool() {
        AtomicBoolean called = new AtomicBoolean();
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        publish((arguments, context) -> {
            called.set(true);
            return success();
        });
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            assertThat(TestCalls.dispatch(dispatcher, call(ProgressListener.NONE, cancellation)))
                    .isEqualTo(new ToolResult.Cancelled());
        }
        assertThat(called).isFalse();
    }

    @Test
    void toolRunsOnTheCallersThreadWithThePluginsClassLoader() throws Exception {
        List<Object> seen = new ArrayList<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader classes = new URLClassLoader(new URL[0]);
                ToolDispatcher dispatcher = dispatcher(LONG)) {
            publish(
                    (arguments, context) -> {
                        seen.add(Thread.currentThread());
                        seen.add(Thread.currentThread().getContextClassLoader());
                        return success();
                    },
                    new PluginCalls("test 1.0.0", classes));
            dispatcher.dispatch(call(), seen::add);

            assertThat(seen)
                    .hasSize(3)
                    .startsWith(Thread.currentThread(), classes)
                    .last()
                    .isInstanceOf(ToolResult.Success.class);
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void callThatIgnoresItsInterruptionIsAnsweredOnceByTheTimer() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<ToolResult> results = new CopyOnWriteArrayList<>();
        List<Thread> answering = new CopyOnWriteArrayList<>();
        publish((arguments, context) -> {
            awaitUninterruptibly(mayEnd);
            return success();
        });
        try (ToolDispatcher dispatcher = dispatcher(Duration.ofSeconds(1))) {
            Instant start = Instant.now();
            Thread caller = Thread.ofVirtual()
                    .start(() -> dispatcher.dispatch(call(), result -> {
                        answering.add(Thread.currentThread());
                        results.add(result);
                    }));
            await().until(() -> !results.isEmpty());

            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
            assertThat(caller.isAlive()).isTrue();
            mayEnd.countDown();
            caller.join();
            assertThat(results)
                    .containsExactly(new ToolResult.TimedOut(
                            "The tool did not answer within 1 s.", ToolResult.Sent.NOTHING_TO_SEND));
            assertThat(answering).doesNotContain(caller);
        }
    }

    @Test
    void limitOfACallShortensTheTimeout() {
        List<Duration> left = new ArrayList<>();
        publish((arguments, context) -> {
            left.add(Duration.between(Instant.now(), context.deadline()));
            return success();
        });
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            for (Duration limit : List.of(Duration.ofSeconds(10), ToolCall.NO_LIMIT)) {
                ToolResult _ = TestCalls.dispatch(
                        dispatcher,
                        new ToolCall(
                                "test",
                                StrictJson.object(),
                                Caller.MCP,
                                null,
                                "r1",
                                ProgressListener.NONE,
                                new Cancellation(),
                                limit));
            }
        }
        assertThat(left.getFirst()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(left.getLast()).isBetween(Duration.ofSeconds(20), LONG);
    }

    @Test
    void pluginWithEightStuckCallsIsNotReadyUntilOneReturns() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        PluginCalls calls = new PluginCalls();
        publish(
                (arguments, context) -> {
                    awaitUninterruptibly(mayEnd);
                    return success();
                },
                calls);
        try (ToolDispatcher dispatcher = dispatcher(Duration.ofMillis(1))) {
            List<CompletableFuture<ToolResult>> stuck = IntStream.range(0, 8)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> TestCalls.dispatch(dispatcher, call()),
                            run -> Thread.ofVirtual().start(run)))
                    .toList();
            stuck.forEach(each -> assertThat(each.join()).isInstanceOf(ToolResult.TimedOut.class));
            await().until(() -> calls.stuck() == 8);
            assertThat(TestCalls.dispatch(dispatcher, call())).isInstanceOf(ToolResult.NotReady.class);

            mayEnd.countDown();
            await().until(() -> calls.stuck() == 0);
            assertThat(TestCalls.dispatch(dispatcher, call())).isInstanceOf(ToolResult.Success.class);
        }
    }

    @Test
    void interruptionDoesNotOutliveTheCall() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
        Cancellation cancellation = new Cancellation();
        publish((arguments, context) -> {
            begun.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return success();
        });
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            var _ = Thread.ofPlatform().start(() -> {
                dispatcher.dispatch(call(ProgressListener.NONE, cancellation), _ -> {});
                interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
            });
            begun.await();
            cancellation.cancel();

            assertThat(interruptedAfterwards.get()).isFalse();
        }
    }

    @Test
    void progressThatDoesNotGrowIsDropped() {
        List<String> progress = new ArrayList<>();
        publish((arguments, context) -> {
            context.progress(1, 4.0, "first");
            context.progress(1, 4.0, "again");
            context.progress(Double.NaN, null, "none");
            context.progress(2, Double.POSITIVE_INFINITY, null);
            return success();
        });
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            ToolResult _ = TestCalls.dispatch(
                    dispatcher,
                    call(
                            (value, total, message) -> progress.add(value + "/" + total + " " + message),
                            new Cancellation()));
        }

        assertThat(progress).containsExactly("1.0/4.0 first", "2.0/null null");
    }

    @Test
    void scratchDirectoryIsDeletedWhenTheCallFails() {
        List<Path> directories = new ArrayList<>();
        publish((arguments, context) -> {
            Path directory = context.scratchDirectory();
            directories.add(directory);
            try {
                Path deep = Files.createDirectory(directory.resolve("deep"));
                Path _ = Files.writeString(deep.resolve("file"), "text");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("on purpose");
        });
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            assertThat(TestCalls.dispatch(dispatcher, call())).isEqualTo(new ToolResult.Internal());
        }

        assertThat(directories).singleElement().satisfies(directory -> {
            assertThat(directory).doesNotExist();
            assertThat(directory.getParent()).isEqualTo(scratch);
        });
    }

    @Test
    void fileReturnedAfterTheCancellationIsClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        InputStream content = new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                closed.countDown();
            }
        };
        publish((arguments, context) -> {
            begun.countDown();
            awaitUninterruptibly(mayReturn);
            return new ToolResult.File("late.txt", "text/plain", 1, content);
        });
        Cancellation cancellation = new Cancellation();
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            CompletableFuture<ToolResult> result = CompletableFuture.supplyAsync(
                    () -> TestCalls.dispatch(dispatcher, call(ProgressListener.NONE, cancellation)));
            begun.await();
            cancellation.cancel();
            assertThat(result.get()).isEqualTo(new ToolResult.Cancelled());
            assertThat(closed.getCount()).isOne();
            mayReturn.countDown();

            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void noCallFailsBecauseItsToolIsReplacedWhileItStarts() throws Exception {
        RegisteredTool now = tool((arguments, context) -> success(), new PluginCalls());
        registry.replace(ToolSnapshot.EMPTY.with(List.of(now)));
        AtomicBoolean stop = new AtomicBoolean();
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            CompletableFuture<ToolResult> caller = CompletableFuture.supplyAsync(() -> {
                List<ToolResult> last = new ArrayList<>();
                do {
                    last.clear();
                    dispatcher.dispatch(call(), last::add);
                } while (last.getFirst() instanceof ToolResult.Success && !stop.get());
                return last.getFirst();
            });
            for (int i = 0; i < 20_000 && !caller.isDone(); i++) {
                RegisteredTool next = tool((arguments, context) -> success(), new PluginCalls());
                registry.replace(ToolSnapshot.EMPTY.with(List.of(next)));
                now.calls().retire();
                now = next;
            }
            stop.set(true);

            assertThat(caller.get()).isInstanceOf(ToolResult.Success.class);
        }
    }

    @Test
    void retiredToolWithoutSuccessorIsNotReady() {
        PluginCalls calls = new PluginCalls();
        publish((arguments, context) -> success(), calls);
        calls.retire();
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            assertThat(TestCalls.dispatch(dispatcher, call())).isInstanceOf(ToolResult.NotReady.class);
        }
    }

    @Test
    void twentyProblemsAreReportedAndTheOthersCounted() {
        List<InputProblem> problems = IntStream.range(0, 110_000)
                .mapToObj(i -> new InputProblem(List.of("field" + i), "Unknown field", "extra_forbidden"))
                .toList();
        publish((arguments, context) -> {
            throw ToolException.invalidInput(problems);
        });
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            assertThat(TestCalls.dispatch(dispatcher, call()))
                    .isInstanceOfSatisfying(ToolResult.InvalidInput.class, invalid -> {
                        assertThat(invalid.problems()).hasSize(21).startsWith(problems.get(0), problems.get(1));
                        assertThat(invalid.problems().getLast().message()).isEqualTo("and 109980 more");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chat, chat text, chat",
        "chat, from_chat to_chat, to_chat",
        "from_chat, chat, chat",
        "message_id, chat message_ids, message_ids",
        "message_id, chat max_id, max_id",
        "text, chat caption, caption",
        "caption, chat text, text",
        "revoke, chat, ''",
        "caption, caption text, caption",
        "caption, caption +text, text",
        "user, +caption text chat, caption"
    })
    void refusalNamesTheToolsOwnField(String reported, String fields, String expected) {
        RegisteredTool refusing = tool(
                (arguments, context) -> {
                    throw ToolException.invalidInput(reported, "refused");
                },
                new PluginCalls());
        ObjectNode properties = refusing.inputSchema().putObject("properties");
        ObjectNode given = StrictJson.object();
        for (String field : fields.split(" ")) {
            properties.putObject(field.replace("+", ""));
            if (field.startsWith("+")) {
                given.put(field.substring(1), "given by the caller");
            }
        }
        registry.replace(ToolSnapshot.EMPTY.with(List.of(refusing)));
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            assertThat(TestCalls.dispatch(dispatcher, new ToolCall("test", given, Caller.REST, "r1")))
                    .isInstanceOfSatisfying(
                            ToolResult.InvalidInput.class,
                            invalid -> assertThat(invalid.problems())
                                    .singleElement()
                                    .satisfies(problem ->
                                            assertThat(problem.location()).isEqualTo(expected)));
        }
    }

    @Test
    void unknownToolNamesTheSimilarOne() {
        publish((arguments, context) -> success());
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            List<String> messages = new ArrayList<>();
            for (String name : List.of("tset", "TEST", "get_messages", "x".repeat(1_000_000))) {
                dispatcher.dispatch(
                        new ToolCall(name, StrictJson.object(), Caller.MCP, "r1"),
                        result -> messages.add(((ToolResult.UnknownTool) result).message()));
            }
            assertThat(messages)
                    .containsExactly(
                            "Unknown tool: tset. Did you mean test?",
                            "Unknown tool: TEST. Did you mean test?",
                            "Unknown tool: get_messages",
                            "Unknown tool: " + "x".repeat(100) + "...");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0, false, NOTHING_TO_SEND", // a tool that reads
        "false, 0, false, NO", // for example a download that took too long
        "false, 1, true, NO",
        "false, 1, false, UNKNOWN",
        "false, 2, true, UNKNOWN" // the first of two messages was sent
    })
    void timeoutOfAWriteSaysWhetherItWasSent(boolean reads, int writes, boolean notSent, ToolResult.Sent sent) {
        RegisteredTool.Handler handler = (arguments, context) -> {
            IntStream.range(0, writes)
                    .forEach(_ -> CallContext.current().ifPresent(it -> it.countWrite("sendMessage")));
            throw notSent ? ToolException.notSent("late") : new ToolException(ErrorCode.TIMEOUT, "late");
        };
        String any = "{\"type\":\"object\"}";
        registry.replace(ToolSnapshot.EMPTY.with(
                List.of(TestTools.tool("test", null, reads ? Effect.READ : Effect.WRITE, any, any, handler))));
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            assertThat(TestCalls.dispatch(dispatcher, call())).isEqualTo(new ToolResult.TimedOut("late", sent));
        }
    }

    @Test
    void readingToolCannotWrite() {
        AtomicBoolean sent = new AtomicBoolean();
        RegisteredTool.Handler handler = (arguments, context) -> {
            CallContext.current().orElseThrow().countWrite("sendMessage");
            sent.set(true);
            throw new AssertionError();
        };
        String any = "{\"type\":\"object\"}";
        registry.replace(
                ToolSnapshot.EMPTY.with(List.of(TestTools.tool("test", null, Effect.READ, any, any, handler))));
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(RunningCall.class);
        logger.addAppender(log);
        try (ToolDispatcher dispatcher = dispatcher(LONG)) {
            assertThat(TestCalls.dispatch(dispatcher, call())).isEqualTo(new ToolResult.Internal());
        } finally {
            logger.detachAppender(log);
        }
        assertThat(sent).isFalse();
        assertThat(log.list)
                .extracting(line -> line.getThrowableProxy().getMessage())
                .containsExactly("test is published with the effect READ, but sendMessage does more than read");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // a tool that ignores it
            }
        }
    }

    private static ToolResult.Success success() {
        return new ToolResult.Success(StrictJson.write(StrictJson.object()));
    }

    private void publish(RegisteredTool.Handler handler) {
        publish(handler, new PluginCalls());
    }

    private void publish(RegisteredTool.Handler handler, PluginCalls calls) {
        registry.replace(ToolSnapshot.EMPTY.with(List.of(tool(handler, calls))));
    }

    private static RegisteredTool tool(RegisteredTool.Handler handler, PluginCalls calls) {
        RegisteredTool tool =
                TestTools.tool("test", null, Effect.READ, "{\"type\":\"object\"}", "{\"type\":\"object\"}", handler);
        return new RegisteredTool(
                tool.pluginId(), tool.definition(), tool.inputSchema(), tool.outputSchema(), handler, calls, List.of());
    }

    private ToolDispatcher dispatcher(Duration timeout) {
        return new ToolDispatcher(registry, timeout, OptionalLong::empty, scratch, CallListener.NOBODY);
    }

    private static ToolCall call() {
        return call(ProgressListener.NONE, new Cancellation());
    }

    private static ToolCall call(ProgressListener listener, Cancellation cancellation) {
        return new ToolCall(
                "test", StrictJson.object(), Caller.REST, null, "r1", listener, cancellation, ToolCall.NO_LIMIT);
    }
}
