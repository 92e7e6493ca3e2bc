package dev.toolgram.host.tool;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way to call a tool, whatever the door. Never throws: every end is a {@link ToolResult}. Thread-safe. */
public final class ToolDispatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ToolDispatcher.class);

    /** How much longer than its deadline a call may take to say so itself, which it does in better words. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final ToolRegistry registry;
    private final Duration timeout;
    private final Path scratch;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /**
     * A dispatcher for the tools of a registry.
     *
     * @param timeout how long a call may take
     * @param scratch where calls' folders are made
     */
    public ToolDispatcher(ToolRegistry registry, Duration timeout, Path scratch) {
        this.registry = registry;
        this.timeout = timeout;
        this.scratch = scratch;
    }

    /** Calls a tool and waits for its end, at most for the timeout. */
    @SuppressWarnings("ReferenceEquality") // the very same tool, and not one that looks like it
    public ToolResult dispatch(ToolCall call) {
        RegisteredTool retired = null;
        while (true) {
            RegisteredTool tool = registry.snapshot().find(call.tool()).orElse(null);
            if (tool == null) {
                return new ToolResult.UnknownTool(call.tool());
            }
            if (tool.calls().enter()) {
                return run(tool, call);
            }
            // It was replaced since it was looked up, and what replaces it is published before it retires.
            if (tool == retired) {
                return new ToolResult.NotReady("Toolgram is shutting down.");
            }
            retired = tool;
        }
    }

    private ToolResult run(RegisteredTool tool, ToolCall call) {
        PluginCalls calls = tool.calls();
        Instant deadline = Instant.now().plus(timeout);
        boolean turn = false;
        boolean started = false;
        try {
            if (call.cancellation().isCancelled()) {
                return new ToolResult.Cancelled();
            }
            if (calls.stuck() >= PluginCalls.MAX_STUCK) {
                return new ToolResult.NotReady(("%d earlier calls of plugin '%s' have not ended although they were told"
                                + " to. It takes no more until it is replaced or Toolgram restarts.")
                        .formatted(calls.stuck(), tool.pluginId()));
            }
            turn = calls.awaitTurn(timeout);
            if (!turn) {
                return new ToolResult.TimedOut("The plugin '%s' had no place for this call within %d s."
                        .formatted(tool.pluginId(), timeout.toSeconds()));
            }
            RunningCall begun = new RunningCall(tool, call, deadline, scratch, running);
            begun.start();
            started = true;
            return await(begun, tool, call, deadline);
        } catch (OutOfMemoryError e) {
            log.error("{} tool {} of plugin {} cannot be called", call.requestId(), tool.name(), tool.pluginId(), e);
            return new ToolResult.NotReady("Toolgram has no thread left for this call.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ToolResult.NotReady("Toolgram is shutting down.");
        } finally {
            if (turn && !started) {
                calls.yieldTurn();
            }
            if (!started) {
                calls.leave();
            }
        }
    }

    private ToolResult await(RunningCall begun, RegisteredTool tool, ToolCall call, Instant deadline) {
        try {
            return begun.await(Duration.between(Instant.now(), deadline).plus(GRACE));
        } catch (CancellationException e) {
            return new ToolResult.Cancelled();
        } catch (ExecutionException e) {
            return failure(tool, call, e.getCause());
        } catch (TimeoutException e) {
            call.cancellation().cancel();
            log.warn("{} tool {} of plugin {} did not return in time", call.requestId(), tool.name(), tool.pluginId());
            return new ToolResult.TimedOut("The tool did not answer within %d s.".formatted(timeout.toSeconds()));
        } catch (InterruptedException e) {
            call.cancellation().cancel();
            Thread.currentThread().interrupt();
            return new ToolResult.NotReady("Toolgram is shutting down.");
        }
    }

    private static ToolResult failure(RegisteredTool tool, ToolCall call, @Nullable Throwable cause) {
        if (!(cause instanceof ToolException failure)) {
            log.error("{} tool {} of plugin {} failed", call.requestId(), tool.name(), tool.pluginId(), cause);
            return new ToolResult.Internal();
        }
        String message = String.valueOf(failure.getMessage());
        return switch (failure.code()) {
            case INVALID_INPUT -> new ToolResult.InvalidInput(problems(failure, message));
            case TELEGRAM_REFUSED -> {
                TelegramError error = failure.telegramError();
                yield new ToolResult.TelegramRefused(error == null ? TelegramError.of(500, message) : error);
            }
            case NOT_READY -> new ToolResult.NotReady(message);
            case TIMEOUT -> new ToolResult.TimedOut(message);
            case INTERNAL -> {
                log.error("{} tool {} of plugin {} failed", call.requestId(), tool.name(), tool.pluginId(), failure);
                yield new ToolResult.Internal();
            }
        };
    }

    private static List<InputProblem> problems(ToolException failure, String message) {
        return failure.problems().isEmpty()
                ? List.of(new InputProblem(List.of(), message, "value_error"))
                : failure.problems();
    }

    /** Interrupts the calls that still run. */
    @Override
    public void close() {
        running.forEach(Thread::interrupt);
    }
}
