package dev.toolgram.host.tool;

import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.host.observe.RequestScope;
import dev.toolgram.host.store.SendJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls tools, the same way for REST and MCP. Every end of a call is a {@link ToolResult}. Thread-safe. */
public final class ToolDispatcher implements AutoCloseable {

    /** The longest delay until a call is found to be past its deadline. */
    private static final long TICK_MILLIS = 100;

    private final ToolRegistry registry;
    private final Duration timeout;
    private final Supplier<OptionalLong> accountId;
    private final Path scratch;
    private final CallListener listener;
    private final Set<RunningCall> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SendJournal journal;
    private volatile List<CallGuard> guards = List.of();
    private final Previews previews = new Previews(System::nanoTime);
    private final OpenQuestions questions = new OpenQuestions(System::nanoTime);
    private volatile @Nullable RecipientLookup lookup;
    private volatile ToolAccess access;
    private volatile boolean readOnly;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("call-deadlines").factory());

    /**
     * A dispatcher for the tools of a registry.
     *
     * @param timeout how long a call may take
     * @param accountId the account, once logged in
     * @param scratch the directory for calls' scratch directories
     * @param listener notified of every call
     */
    public ToolDispatcher(
            ToolRegistry registry,
            Duration timeout,
            Supplier<OptionalLong> accountId,
            Path scratch,
            CallListener listener) {
        this.registry = registry;
        this.timeout = timeout;
        this.accountId = accountId;
        this.scratch = scratch;
        this.listener = listener;
        this.access = ToolAccess.all(registry);
        var _ = timer.scheduleWithFixedDelay(
                () -> running.forEach(RunningCall::check), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The tools that the holder of a key may use. */
    public ToolSnapshot tools(@Nullable String keyName) {
        return access.tools(keyName);
    }

    /** The folder for temporary files of calls. */
    public Path scratch() {
        return scratch;
    }

    /** Limits which tools each caller may use from now on. */
    public void limit(ToolAccess limits) {
        access = limits;
    }

    /** Asks guards, in this order, before each call from now on. */
    public void guard(List<CallGuard> all) {
        guards = List.copyOf(all);
    }

    /** Refuses the calls that change something from now on. */
    public void refuseWrites() {
        readOnly = true;
    }

    /** Answers the calls that change something with what they would do, from now on. */
    public void onlyPreview() {
        previews.dryRun();
    }

    /** Adds recipients to the answers from now on. */
    public void lookUp(RecipientLookup recipients) {
        lookup = recipients;
    }

    /** Records the calls that change something from now on. */
    public void record(SendJournal sends) {
        journal = sends;
    }

    /**
     * Calls a tool on the current thread, and returns when the tool has returned.
     *
     * @param sink gets the result, exactly once: on the current thread, or on another one that must not block when the
     *     call is cancelled or does not return in time
     */
    @SuppressWarnings("ReferenceEquality") // the very same tool, and not one that looks like it
    public void dispatch(ToolCall call, Consumer<ToolResult> sink) {
        RegisteredTool retired = null;
        while (true) {
            ToolSnapshot snapshot = access.tools(call.keyName());
            RegisteredTool tool = snapshot.find(call.tool()).orElse(null);
            if (tool == null) {
                if (registry.snapshot().find(call.tool()).isPresent()) {
                    access.hidden(call);
                }
                ToolResult unknown = new ToolResult.UnknownTool(call.tool(), snapshot.similar(call.tool()));
                listener.ended(call.tool(), call.caller(), unknown, Duration.ZERO);
                sink.accept(unknown);
                return;
            }
            ToolCall prepared;
            try {
                prepared = tool.isReadOnly() ? call : prepared(call);
            } catch (CallRefusedException e) {
                listener.ended(call.tool(), call.caller(), e.result(), Duration.ZERO);
                sink.accept(e.result());
                return;
            }
            if (tool.calls().enter()) {
                run(tool, prepared, sink);
                return;
            }
            // It was replaced since it was looked up, and its replacement is published before it retires.
            if (tool == retired) {
                sink.accept(new ToolResult.NotReady("Toolgram is shutting down."));
                return;
            }
            retired = tool;
        }
    }

    private ToolCall prepared(ToolCall call) {
        if (readOnly) {
            throw new CallRefusedException(new ToolResult.Forbidden("read-only mode: write operations are disabled"));
        }
        return previews.prepare(call);
    }

    private void run(RegisteredTool tool, ToolCall call, Consumer<ToolResult> sink) {
        Duration limit = timeout.compareTo(call.limit()) < 0 ? timeout : call.limit();
        long start = System.nanoTime();
        RunningCall current =
                new RunningCall(tool, call, limit, journal, guards, previews, questions, lookup, result -> {
                    listener.ended(tool.name(), call.caller(), result, Duration.ofNanos(System.nanoTime() - start));
                    sink.accept(result);
                });
        try (var _ = RequestScope.of(call.requestId())) {
            current.complete(run(current, tool.calls(), tool.pluginId()));
        }
    }

    private ToolResult run(RunningCall current, PluginCalls calls, String pluginId) {
        try {
            if (calls.stuck() >= PluginCalls.MAX_STUCK) {
                return new ToolResult.NotReady(
                        ("%d earlier calls of plugin '%s' are stuck: they ignore their interruption. The plugin takes no"
                                        + " more calls until it is replaced or Toolgram restarts.")
                                .formatted(calls.stuck(), pluginId));
            }
            running.add(current);
            return current.run(accountId.get(), scratch);
        } finally {
            running.remove(current);
            calls.leave();
        }
    }

    /** Records a request for a tool that exists, but not for its caller. */
    public void hidden(ToolCall call) {
        access.hidden(call);
        listener.ended(call.tool(), call.caller(), new ToolResult.UnknownTool(call.tool()), Duration.ZERO);
    }

    /** Counts a request whose arguments could not be read, so that it never became a call. */
    public void unreadable(String tool, Caller caller) {
        boolean known = registry.snapshot().find(tool).isPresent();
        ToolResult result = known ? new ToolResult.InvalidInput(List.of()) : new ToolResult.UnknownTool(tool);
        listener.ended(tool, caller, result, Duration.ZERO);
    }

    /** Interrupts the calls that still run. */
    @Override
    public void close() {
        timer.shutdownNow();
        running.forEach(RunningCall::interrupt);
    }
}
