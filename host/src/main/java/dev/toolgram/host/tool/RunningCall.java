package dev.toolgram.host.tool;

import dev.toolgram.host.observe.ForeignFailure;
import dev.toolgram.host.observe.RequestScope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call on its thread. A tool that never returns holds up nobody but itself. */
final class RunningCall {

    private static final Logger log = LoggerFactory.getLogger(RunningCall.class);

    private final RegisteredTool tool;
    private final ToolCall call;
    private final Set<Thread> threads;
    private final Work work;
    private final Thread thread;
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * A call that was let in and has its turn.
     *
     * @param scratch where the call's folder is made
     * @param threads holds the thread while it runs
     */
    RunningCall(RegisteredTool tool, ToolCall call, Instant deadline, Path scratch, Set<Thread> threads) {
        this.tool = tool;
        this.call = call;
        this.threads = threads;
        this.work = new Work(() -> {
            try (var _ = RequestScope.of(call.requestId());
                    CallContext context = new CallContext(call, deadline, scratch)) {
                return ScopedValue.where(CallContext.CURRENT, context)
                        .call(() -> tool.handler().call(call.arguments(), context));
            }
        });
        this.thread = tool.calls().thread(tool.name() + " " + call.requestId(), this::run);
    }

    /**
     * Starts it; from then on it gives its place back itself.
     *
     * @throws OutOfMemoryError if the system has no thread left
     */
    void start() {
        threads.add(thread);
        try {
            thread.start();
        } catch (Throwable e) {
            threads.remove(thread);
            throw e;
        }
        call.cancellation().onCancel(this::giveUp);
    }

    private void run() {
        try {
            work.run();
        } finally {
            threads.remove(thread);
            tool.calls().yieldTurn();
            tool.calls().leave();
        }
    }

    /** Waits for its end. */
    ToolResult.Value await(Duration patience) throws InterruptedException, ExecutionException, TimeoutException {
        ToolResult.Value value = work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!taken.compareAndSet(false, true)) {
            throw new CancellationException("given up when it had just answered");
        }
        return value;
    }

    /** Interrupts it; nobody waits for it any more. */
    private void giveUp() {
        boolean ended = !work.cancel(true);
        if (ended && work.state() == Future.State.SUCCESS && taken.compareAndSet(false, true)) {
            discard(work.resultNow());
        }
        tool.calls().giveUp(thread);
        var _ = Thread.ofVirtual().name("watch-" + thread.getName()).start(this::tellIfStuck);
    }

    private void tellIfStuck() {
        try (var _ = RequestScope.of(call.requestId())) {
            if (!thread.join(PluginCalls.PATIENCE)) {
                log.warn(
                        "Tool {} of plugin {} does not react to its interruption and runs on, one of {}",
                        tool.name(),
                        tool.pluginId(),
                        tool.calls().stuck());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody else closes what nobody gets. */
    private static void discard(ToolResult.Value value) {
        if (value instanceof ToolResult.File file) {
            file.close();
        }
    }

    /** Does not lose what comes after it was given up. */
    private static final class Work extends FutureTask<ToolResult.Value> {

        Work(Callable<ToolResult.Value> call) {
            super(call);
        }

        @Override
        protected void set(ToolResult.Value value) {
            super.set(value);
            if (isCancelled()) {
                discard(value);
            }
        }

        /** Already whoever asks for the outcome makes words of the failure. */
        @Override
        protected void setException(Throwable failure) {
            super.setException(ForeignFailure.safe(failure));
        }
    }
}
