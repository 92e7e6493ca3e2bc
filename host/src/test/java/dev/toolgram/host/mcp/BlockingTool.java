package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;

import dev.toolgram.api.Effect;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A tool that takes as long as a test wants, and says what became of it. */
final class BlockingTool {

    private static final String ANY = "{\"type\":\"object\"}";
    private static final long PATIENCE_SECONDS = 60;

    final Semaphore begun = new Semaphore(0);
    final CountDownLatch mayEnd = new CountDownLatch(1);
    final Semaphore ended = new Semaphore(0);
    final Semaphore cancelled = new Semaphore(0);
    final AtomicInteger running = new AtomicInteger();

    /** Does this first, then waits until it may end or is cancelled. */
    RegisteredTool tool(String name, Consumer<CallContext> first) {
        return TestTools.tool(name, null, Effect.READ, ANY, ANY, (input, context) -> {
            running.incrementAndGet();
            first.accept(context);
            begun.release();
            try {
                mayEnd.await();
                ended.release();
            } catch (InterruptedException e) {
                if (context.isCancelled()) {
                    cancelled.release();
                }
            }
            running.decrementAndGet();
            return new ToolResult.Success(StrictJson.write(json("{\"done\":true}")));
        });
    }

    /** Whether it happens, sooner or later. */
    static boolean happens(Semaphore event) throws InterruptedException {
        return event.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
