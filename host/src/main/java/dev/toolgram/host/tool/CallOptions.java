package dev.toolgram.host.tool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of a call that the host handles, in addition to the arguments of the tool.
 *
 * @param idempotencyKey makes a repeated call return the first result; {@code null} for none
 * @param maxWait how long the host's pacing may delay it; {@code null} for up to its deadline
 * @param approvals asks the caller's user, if the call needs an approval
 * @param preview whether to answer what the call would do, and change nothing
 * @param commit the id of the preview that it executes; {@code null} for none
 */
public record CallOptions(
        @Nullable String idempotencyKey,
        @Nullable Duration maxWait,
        ApprovalChannel approvals,
        boolean preview,
        @Nullable String commit) {

    /** A caller that asks nothing. */
    public static final CallOptions NONE = new CallOptions(null, null, new ApprovalChannel.None(), false, null);

    public CallOptions withIdempotencyKey(@Nullable String key) {
        return new CallOptions(key, maxWait, approvals, preview, commit);
    }

    public CallOptions withMaxWait(@Nullable Duration wait) {
        return new CallOptions(idempotencyKey, wait, approvals, preview, commit);
    }

    public CallOptions withApprovals(ApprovalChannel channel) {
        return new CallOptions(idempotencyKey, maxWait, channel, preview, commit);
    }

    public CallOptions withPreview(boolean only) {
        return new CallOptions(idempotencyKey, maxWait, approvals, only, commit);
    }

    public CallOptions withCommit(@Nullable String id) {
        return new CallOptions(idempotencyKey, maxWait, approvals, preview, id);
    }
}
