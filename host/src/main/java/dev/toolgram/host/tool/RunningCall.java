package dev.toolgram.host.tool;

import dev.toolgram.api.Effect;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.observe.ExceptionText;
import dev.toolgram.host.observe.RequestScope;
import dev.toolgram.host.store.JournaledCall;
import dev.toolgram.host.store.SendJournal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on the thread of its request. It has exactly one result: the tool's, or the one given in its place when the
 * caller cancels or the time is up.
 */
final class RunningCall {

    private static final Logger log = LoggerFactory.getLogger(RunningCall.class);

    /** The time that a call may take beyond its deadline, so that it can report the timeout itself, in better words. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Other names of a field, the best first. */
    private static final Map<String, List<String>> SAME_FIELD = Map.of(
            "chat", List.of("to_chat", "chats"),
            "from_chat", List.of("chat"),
            "to_chat", List.of("chat"),
            "message_id", List.of("message_ids", "max_id"),
            "text", List.of("caption", "question"),
            "caption", List.of("text"),
            "user", List.of("text", "caption", "chat")); // an unknown one in a text is a mention

    private final RegisteredTool tool;
    private final ToolCall call;
    private final Duration limit;
    private final @Nullable SendJournal journal;
    private final List<CallGuard> guards;
    private final Previews previews;
    private final OpenQuestions questions;
    private final @Nullable RecipientLookup lookup;
    private final Consumer<ToolResult> sink;
    private final Thread thread = Thread.currentThread();
    private final long end;
    private final AtomicBoolean completed = new AtomicBoolean();
    private volatile @Nullable CallContext context;
    private boolean ended;
    private boolean stuck;
    private long interruptedAt;

    /**
     * A call that the current thread is about to make.
     *
     * @param limit the time from now to its deadline
     * @param journal records a call that changes something; {@code null} for none
     * @param guards decide whether the tool runs
     * @param previews answer in its place
     * @param questions of tools to callers that repeat their calls
     * @param lookup resolves chats; {@code null} for none
     * @param sink gets the one result
     */
    RunningCall(
            RegisteredTool tool,
            ToolCall call,
            Duration limit,
            @Nullable SendJournal journal,
            List<CallGuard> guards,
            Previews previews,
            OpenQuestions questions,
            @Nullable RecipientLookup lookup,
            Consumer<ToolResult> sink) {
        this.tool = tool;
        this.call = call;
        this.limit = limit;
        this.journal = tool.isReadOnly() || call.options().preview() ? null : journal;
        this.guards = guards;
        this.previews = previews;
        this.questions = questions;
        this.lookup = lookup;
        this.sink = sink;
        this.end = System.nanoTime() + limit.plus(GRACE).toNanos();
    }

    /** Calls the tool and returns its result, which still has to be {@linkplain #complete given} to the caller. */
    ToolResult run(OptionalLong accountId, Path scratch) {
        call.cancellation().onCancel(this::cancel);
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(tool.calls().classes());
        CallContext running = new CallContext(
                call,
                tool.definition().effect().kind(),
                accountId,
                Instant.now().plus(limit),
                scratch,
                questions);
        running.guard(input -> admit(input, running));
        context = running;
        try (running) {
            SendJournal sends = journal;
            ToolResult result = sends == null
                    ? attempt(running)
                    : JournaledAttempts.run(sends, call, running, () -> attempt(running));
            if (result instanceof ToolResult.File file && file.isStreamed()) {
                ScopedValue.where(CallContext.CURRENT, running).run(() -> complete(file)); // reads it in the call
            }
            return result;
        } finally {
            thread.setContextClassLoader(before);
            end();
        }
    }

    private void admit(Record input, CallContext running) {
        if (!tool.isReadOnly()) {
            running.writesTo(tool.written(input));
        }
        guards.forEach(guard -> guard.admit(tool, input, running));
        if (call.options().preview() && !tool.definition().isPreviewedByRunning()) {
            if (lookup != null) {
                Previews.resolve(tool, input, running, lookup);
            }
            running.countWrite(tool.name());
        }
        String commit = call.options().commit();
        if (commit != null) {
            running.expects(previews.use(commit, call));
        }
    }

    private ToolResult attempt(CallContext running) {
        ToolResult result = outcome(running);
        if (call.options().preview() && (running.isHeldBack() || result instanceof ToolResult.Value)) {
            if (result instanceof ToolResult.File file) {
                file.close();
            }
            return previews.answer(tool, call, running.recipient(lookup));
        }
        String commit = call.options().commit();
        if (result instanceof ToolResult.InputRequired) {
            running.asked();
            if (commit != null) {
                previews.release(commit);
            }
        }
        if (result instanceof ToolResult.Success(var json, var _) && !tool.isReadOnly()) {
            Recipient recipient = running.recipient(lookup);
            return recipient == null ? result : new ToolResult.Success(json, StrictJson.write(recipient.json()));
        }
        return result;
    }

    private ToolResult outcome(CallContext running) {
        try {
            return completed.get()
                    ? new ToolResult.Cancelled()
                    : ScopedValue.where(CallContext.CURRENT, running)
                            .call(() -> tool.handler().call(call.arguments(), running));
        } catch (CallRefusedException e) {
            return e.result();
        } catch (WriteHeldBack e) {
            return new ToolResult.Cancelled();
        } catch (Throwable e) {
            return failure(e, running.writes());
        }
    }

    /** The plugin's code has returned: no interruption may reach this thread any more. */
    private synchronized void end() {
        ended = true;
        if (interruptedAt != 0) {
            boolean _ = Thread.interrupted();
        }
        if (stuck) {
            tool.calls().recovered();
        }
    }

    /** Gives the result to the caller, unless it already has one. */
    void complete(ToolResult result) {
        if (completed.compareAndSet(false, true)) {
            give(result);
        } else if (result instanceof ToolResult.File file) {
            file.close();
        }
    }

    private void give(ToolResult result) {
        CallContext made = context;
        if (made != null) {
            guards.forEach(guard -> guard.ended(tool, made, result));
        }
        sink.accept(result);
    }

    private void cancel() {
        boolean first = completed.compareAndSet(false, true);
        interrupt();
        if (first) {
            answer(new ToolResult.Cancelled());
        }
    }

    /** Ends the call if its time is up; called again and again by the timer. */
    void check() {
        if (System.nanoTime() - end > 0 && completed.compareAndSet(false, true)) {
            call.cancellation().cancel();
            answer(timedOut(
                    "The tool did not answer within %s s."
                            .formatted(BigDecimal.valueOf(limit.toMillis(), 3)
                                    .stripTrailingZeros()
                                    .toPlainString()),
                    false));
        }
        if (becomesStuck()) {
            try (var _ = RequestScope.of(call.requestId())) {
                log.warn(
                        "Tool {} of plugin {} ignores its interruption and keeps running, stuck calls: {}",
                        tool.name(),
                        tool.pluginId(),
                        tool.calls().stuck());
            }
        }
    }

    /** Answers in place of the tool, on another thread than the call's. */
    private void answer(ToolResult result) {
        try (var _ = RequestScope.of(call.requestId())) {
            if (result instanceof ToolResult.TimedOut) {
                log.warn("Tool {} of plugin {} timed out after {} ms", tool.name(), tool.pluginId(), limit.toMillis());
            }
            give(result);
        } catch (RuntimeException e) {
            log.error("Cannot answer in place of tool {} of plugin {}", tool.name(), tool.pluginId(), e);
        }
    }

    synchronized void interrupt() {
        if (!ended) {
            interruptedAt = System.nanoTime();
            thread.interrupt();
        }
    }

    private synchronized boolean wasInterrupted() {
        return interruptedAt != 0;
    }

    private synchronized boolean becomesStuck() {
        if (ended
                || stuck
                || interruptedAt == 0
                || System.nanoTime() - interruptedAt < PluginCalls.PATIENCE.toNanos()) {
            return false;
        }
        stuck = true;
        tool.calls().gotStuck();
        return true;
    }

    /** @param writes how many functions that may change something the tool has called */
    private ToolResult failure(Throwable cause, int writes) {
        try {
            if (!(cause instanceof ToolException failure)) {
                if (wasInterrupted()) { // ended as asked; the caller has had the answer
                    log.debug("Interrupted {}{}", subject(), place(cause), cause);
                    return new ToolResult.Cancelled();
                }
                log.error("Uncaught exception in {}{}", subject(), place(cause), cause);
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
                case FORBIDDEN -> new ToolResult.Forbidden(message);
                case PACED -> new ToolResult.Paced(message, failure.retryAfter());
                case TIMEOUT -> timedOut(message, writes == 0 || (writes == 1 && failure.isNotSent()));
                case INTERNAL -> {
                    log.error("Internal error in {}{}", subject(), place(failure), failure);
                    yield new ToolResult.Internal();
                }
            };
        } catch (Throwable e) { // the methods of a plugin's exception can fail too
            log.error("Uncaught exception in {}{}", subject(), place(cause));
            return new ToolResult.Internal();
        }
    }

    private String subject() {
        return "tool %s of plugin %s".formatted(tool.name(), tool.calls().plugin());
    }

    private String place(Throwable cause) {
        return ExceptionText.of(cause, tool.calls().classes());
    }

    private ToolResult timedOut(String message, boolean isNotSent) {
        if (tool.definition().effect().kind() == Effect.Kind.READ) {
            return new ToolResult.TimedOut(message, ToolResult.Sent.NOTHING_TO_SEND);
        }
        if (isNotSent || call.options().preview()) {
            return new ToolResult.TimedOut(message, ToolResult.Sent.NO);
        }
        JournaledCall journaled = context == null ? null : context.journal();
        return new ToolResult.TimedOut(
                message, ToolResult.Sent.UNKNOWN, journaled != null && journaled.isStored() ? journaled.id() : null);
    }

    private List<InputProblem> problems(ToolException failure, String message) {
        return failure.problems().isEmpty()
                ? List.of(new InputProblem(List.of(), message, "value_error"))
                : failure.problems().stream().map(this::atOwnField).toList();
    }

    /** Telegram's refusals name a field as most tools call it; this tool may have another name for it, or no such field. */
    private InputProblem atOwnField(InputProblem problem) {
        if (problem.path().isEmpty() || !problem.type().equals("value_error")) {
            return problem;
        }
        String field = problem.path().getFirst().toString();
        List<String> names = Stream.concat(Stream.of(field), SAME_FIELD.getOrDefault(field, List.of()).stream())
                .filter(tool::hasField)
                .toList();
        String name = names.stream()
                .filter(call.arguments()::has)
                .findFirst()
                .orElse(names.isEmpty() ? "" : names.getFirst());
        return name.equals(field)
                ? problem
                : new InputProblem(name.isEmpty() ? List.of() : List.of(name), problem.message(), problem.type());
    }
}
