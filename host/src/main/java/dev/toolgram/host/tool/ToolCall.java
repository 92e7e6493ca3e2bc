package dev.toolgram.host.tool;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolContext.Caller;
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
 * @param idempotencyKey makes a repeated call return the first result; {@code null} for none
 * @param maxWait how long the host's pacing may delay it; {@code null} for up to its deadline
 * @param approvals asks the caller's user, if the call needs an approval
 * @param preview whether to answer what the call would do, and change nothing
 * @param commit the id of the preview that it executes; {@code null} for none
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
        @Nullable String idempotencyKey,
        @Nullable Duration maxWait,
        ApprovalChannel approvals,
        boolean preview,
        @Nullable String commit) {

    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[!-~]{1,255}");

    /** Leaves the time to the host's timeout. */
    public static final Duration NO_LIMIT = Duration.ofDays(365);

    /** A call without a key that reports no progress and is not cancelled. */
    public ToolCall(String tool, ObjectNode arguments, Caller caller, String requestId) {
        this(tool, arguments, caller, null, requestId, ProgressListener.NONE, new Cancellation(), NO_LIMIT);
    }

    /** A call without an idempotency key. */
    public ToolCall(
            String tool,
            ObjectNode arguments,
            Caller caller,
            @Nullable String keyName,
            String requestId,
            ProgressListener listener,
            Cancellation cancellation,
            Duration limit) {
        this(
                tool,
                arguments,
                caller,
                keyName,
                requestId,
                listener,
                cancellation,
                limit,
                null,
                null,
                new ApprovalChannel.None(),
                false,
                null);
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

    /** The same call with an idempotency key; {@code null} for none. */
    public ToolCall withIdempotencyKey(@Nullable String key) {
        return new ToolCall(
                tool,
                arguments,
                caller,
                keyName,
                requestId,
                listener,
                cancellation,
                limit,
                key,
                maxWait,
                approvals,
                preview,
                commit);
    }

    /** The same call, delayed by the host's pacing for at most this long; {@code null} for up to its deadline. */
    public ToolCall withMaxWait(@Nullable Duration wait) {
        return new ToolCall(
                tool,
                arguments,
                caller,
                keyName,
                requestId,
                listener,
                cancellation,
                limit,
                idempotencyKey,
                wait,
                approvals,
                preview,
                commit);
    }

    /** The same call of a caller that can ask its user. */
    public ToolCall withApprovals(ApprovalChannel channel) {
        return new ToolCall(
                tool,
                arguments,
                caller,
                keyName,
                requestId,
                listener,
                cancellation,
                limit,
                idempotencyKey,
                maxWait,
                channel,
                preview,
                commit);
    }

    /** The same call as a preview, or not. */
    public ToolCall withPreview(boolean only) {
        return new ToolCall(
                tool,
                arguments,
                caller,
                keyName,
                requestId,
                listener,
                cancellation,
                limit,
                idempotencyKey,
                maxWait,
                approvals,
                only,
                commit);
    }

    /** The same call with the id of its preview; {@code null} for none. */
    public ToolCall withCommit(@Nullable String id) {
        return new ToolCall(
                tool,
                arguments,
                caller,
                keyName,
                requestId,
                listener,
                cancellation,
                limit,
                idempotencyKey,
                maxWait,
                approvals,
                preview,
                id);
    }

    /** The same call with other arguments. */
    ToolCall withArguments(ObjectNode others) {
        return new ToolCall(
                tool,
                others,
                caller,
                keyName,
                requestId,
                listener,
                cancellation,
                limit,
                idempotencyKey,
                maxWait,
                approvals,
                preview,
                commit);
    }

    /** Without the arguments, which may be private. */
    @Override
    public String toString() {
        return "ToolCall[tool=" + tool + ", caller=" + caller + ", requestId=" + requestId + "]";
    }
}
