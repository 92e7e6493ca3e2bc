package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.host.http.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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

    private ToolDispatcher dispatcher(RegisteredTool.Handler handler) {
        ToolRegistry registry = new ToolRegistry();
        registry.replace(ToolSnapshot.EMPTY.with(List.of(TestTools.tool(
                "test",
                null,
                dev.toolgram.api.Effect.READ,
                "{\"type\":\"object\"}",
                "{\"type\":\"object\"}",
                handler))));
        return new ToolDispatcher(registry, Duration.ofSeconds(30), scratch, CallListener.NOBODY);
    }

    private static ToolCall call(ProgressListener listener, Cancellation cancellation) {
        ObjectNode nothing = JsonMapper.shared().createObjectNode();
        return new ToolCall("test", nothing, Caller.REST, "r1", listener, cancellation);
    }
}
