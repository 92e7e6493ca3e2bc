package dev.toolgram.host.observe.metrics;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.host.tool.CallListener;
import dev.toolgram.host.tool.ToolResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopTimer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls by tool and caller, and failed calls by kind of error. */
final class ToolMetrics implements CallListener {

    static final String PREFIX = "toolgram.tool.";
    static final String TOOL = "tool";

    /** Not a valid tool name. */
    private static final String UNKNOWN = "(unknown)";

    private record Kind(String tool, Caller caller) {}

    private record Meters(Counter calls, Timer times) {}

    private final Map<Kind, Meters> known = new ConcurrentHashMap<>();
    private final MeterProvider<Counter> calls;
    private final MeterProvider<Counter> errors;
    private final MeterProvider<Timer> times;

    ToolMetrics(MeterRegistry registry) {
        calls = Counter.builder(PREFIX + "calls")
                .description("Calls of tools, by tool and door, however they ended")
                .withRegistry(registry);
        errors = Counter.builder(PREFIX + "errors")
                .description("Calls of tools that failed, by tool, door and kind")
                .withRegistry(registry);
        times = Timer.builder(PREFIX + "call.duration")
                .description("How long calls of tools took, by tool and door")
                .serviceLevelObjectives(Buckets.SECONDS)
                .withRegistry(registry);
    }

    @Override
    public void ended(String tool, Caller caller, ToolResult result, Duration time) {
        if (result instanceof ToolResult.UnknownTool) {
            calls.withTags(TOOL, UNKNOWN, "door", Labels.of(caller)).increment();
            error(UNKNOWN, caller, "unknown_tool");
            return;
        }
        Kind kind = new Kind(tool, caller);
        Meters meters = known.get(kind);
        if (meters == null) {
            meters = meters(kind);
        }
        meters.calls().increment();
        meters.times().record(time);
        switch (result) {
            case ToolResult.Value _, ToolResult.UnknownTool _ -> {}
            case ToolResult.InvalidInput _ -> error(tool, caller, Labels.of(ErrorCode.INVALID_INPUT));
            case ToolResult.TelegramRefused _ -> error(tool, caller, Labels.of(ErrorCode.TELEGRAM_REFUSED));
            case ToolResult.NotReady _ -> error(tool, caller, Labels.of(ErrorCode.NOT_READY));
            case ToolResult.TimedOut _ -> error(tool, caller, Labels.of(ErrorCode.TIMEOUT));
            case ToolResult.Internal _ -> error(tool, caller, Labels.of(ErrorCode.INTERNAL));
            case ToolResult.Forbidden _ -> error(tool, caller, "forbidden");
            case ToolResult.ApprovalRequired _, ToolResult.UnknownState _ -> error(tool, caller, "approval");
            case ToolResult.InputRequired _, ToolResult.CannotAsk _ -> error(tool, caller, "question");
            case ToolResult.Paced _ -> error(tool, caller, "paced");
            case ToolResult.Conflict _ -> error(tool, caller, "conflict");
            case ToolResult.Cancelled _ -> error(tool, caller, "cancelled");
        }
    }

    /** Kept, because the registry's own look-up allocates its tags for each call; not those beyond its limit. */
    private Meters meters(Kind kind) {
        String door = Labels.of(kind.caller());
        Meters meters = new Meters(
                calls.withTags(TOOL, kind.tool(), "door", door), times.withTags(TOOL, kind.tool(), "door", door));
        if (!(meters.times() instanceof NoopTimer)) {
            known.put(kind, meters);
        }
        return meters;
    }

    private void error(String tool, Caller caller, String kind) {
        errors.withTags(TOOL, tool, "door", Labels.of(caller), "kind", kind).increment();
    }
}
