package dev.toolgram.host.tool;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.host.json.CanonicalJson;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call as REST or MCP received it.
 *
 * @param tool the tool's name
 * @param arguments the input as JSON, not validated
 * @param caller the protocol
 * @param keyName the name of the key that it came with; {@code null} where none is needed
 * @param requestId shown to the caller in the response and to the operator in the log
 * @param listener gets the call's progress
 * @param cancellation ends the call early
 * @param limit how long it may take, if that is less than the host's timeout
 * @param options the options that the host handles
 */
public record ToolCall(
        String tool,
        ObjectNode arguments,
        Caller caller,
        @Nullable String keyName,
        String requestId,
        ProgressListener listener,
        Cancellation cancellation,
        Duration limit,
        CallOptions options) {

    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[!-~]{1,255}");

    /** Leaves the time to the host's timeout. */
    public static final Duration NO_LIMIT = Duration.ofDays(365);

    /** A call without a key that reports no progress and is not cancelled. */
    public ToolCall(String tool, ObjectNode arguments, Caller caller, String requestId) {
        this(tool, arguments, caller, null, requestId, ProgressListener.NONE, new Cancellation(), NO_LIMIT);
    }

    /** A call without options. */
    public ToolCall(
            String tool,
            ObjectNode arguments,
            Caller caller,
            @Nullable String keyName,
            String requestId,
            ProgressListener listener,
            Cancellation cancellation,
            Duration limit) {
        this(tool, arguments, caller, keyName, requestId, listener, cancellation, limit, CallOptions.NONE);
    }

    /** The problem with an idempotency key at a place in the request; {@code null} if it is valid. */
    public static @Nullable InputProblem problem(String key, List<Object> place) {
        return IDEMPOTENCY_KEY.matcher(key).matches()
                ? null
                : new InputProblem(
                        place,
                        "Use 1 to 255 visible ASCII characters without spaces, for example a UUID",
                        "value_error");
    }

    /** The arguments and files in one text, which is the same for the same call. */
    String content() {
        return CanonicalJson.of(arguments) + options.files().digest();
    }

    /** The SHA-256 of the arguments and files, in hexadecimal. */
    public String contentHash() {
        return CanonicalJson.sha256(content());
    }

    /** The same call with other options. */
    public ToolCall with(CallOptions others) {
        return new ToolCall(tool, arguments, caller, keyName, requestId, listener, cancellation, limit, others);
    }

    /** The same call with other arguments. */
    ToolCall withArguments(ObjectNode others) {
        return new ToolCall(tool, others, caller, keyName, requestId, listener, cancellation, limit, options);
    }

    /** Without the arguments, which may be private. */
    @Override
    public String toString() {
        return "ToolCall[tool=" + tool + ", caller=" + caller + ", requestId=" + requestId + "]";
    }
}
