package dev.toolgram.host.tool;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.observe.RequestScope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
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
    private final CallListener listener;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /**
     * A dispatcher for the tools of a registry.
     *
     * @param timeout how long a call may take
     * @param scratch where calls' folders are made
     * @param listener hears of every call
     */
    public ToolDispatcher(ToolRegistry registry, Duration timeout, Path scratch, CallListener listener) {
        this.registry = registry;
        this.timeout = timeout;
        this.scratch = scratch;
        this.listener = listener;
    }

    /** Calls a tool and waits for its end, at most for the timeout. */
    @SuppressWarnings("ReferenceEquality") // the very same tool, and not one that looks like it
    public ToolResult dispatch(ToolCall call) {
        RegisteredTool retired = null;
        while (true) {
            RegisteredTool tool = registry.snapshot().find(call.tool()).orElse(null);
            if (tool == null) {
                listener.unknown(call.caller());
                return new ToolResult.UnknownTool(call.tool());
            }
            if (tool.calls().enter()) {
                return runAndTell(tool, call);
            }
            // It was replaced since it was looked up, and what replaces it is published before it retires.
            if (tool == retired) {
                return new ToolResult.NotReady("Toolgram is shutting down.");
            }
            retired = tool;
        }
    }

    private ToolResult runAndTell(RegisteredTool tool, ToolCall call) {
        long start = System.nanoTime();
        try (var _ = RequestScope.of(call.requestId())) {
            ToolResult result = run(tool, call);
            tell(tool.name(), call.caller(), result, Duration.ofNanos(System.nanoTime() - start));
            return result;
        }
    }

    /** Takes note of a request that a door could not make a call of, because its arguments cannot be read. */
    public void unreadable(String tool, Caller caller) {
        if (registry.snapshot().find(tool).isPresent()) {
            listener.failed(tool, caller, ErrorCode.INVALID_INPUT, Duration.ZERO);
        } else {
            listener.unknown(caller);
        }
    }

    private void tell(String tool, Caller caller, ToolResult result, Duration time) {
        switch (result) {
            case ToolResult.Value _ -> listener.succeeded(tool, caller, time);
            case ToolResult.InvalidInput _ -> listener.failed(tool, caller, ErrorCode.INVALID_INPUT, time);
            case ToolResult.TelegramRefused _ -> listener.failed(tool, caller, ErrorCode.TELEGRAM_REFUSED, time);
            case ToolResult.NotReady _ -> listener.failed(tool, caller, ErrorCode.NOT_READY, time);
            case ToolResult.TimedOut _ -> listener.failed(tool, caller, ErrorCode.TIMEOUT, time);
            case ToolResult.Cancelled _ -> listener.cancelled(tool, caller, time);
            case ToolResult.Internal _ -> listener.failed(tool, caller, ErrorCode.INTERNAL, time);
            case ToolResult.UnknownTool _ -> listener.unknown(caller);
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
            log.error("Tool {} of plugin {} cannot be called", tool.name(), tool.pluginId(), e);
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
            return failure(tool, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            call.cancellation().cancel();
            log.warn("Tool {} of plugin {} did not return in time", tool.name(), tool.pluginId());
            return new ToolResult.TimedOut("The tool did not answer within %d s.".formatted(timeout.toSeconds()));
        } catch (InterruptedException e) {
            call.cancellation().cancel();
            Thread.currentThread().interrupt();
            return new ToolResult.NotReady("Toolgram is shutting down.");
        }
    }

    private static ToolResult failure(RegisteredTool tool, Throwable cause) {
        if (!(cause instanceof ToolException failure)) {
            log.error("Tool {} of plugin {} failed", tool.name(), tool.pluginId(), cause);
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
                log.error("Tool {} of plugin {} failed", tool.name(), tool.pluginId(), failure);
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
