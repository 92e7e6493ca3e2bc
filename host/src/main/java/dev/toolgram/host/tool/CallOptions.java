package dev.toolgram.host.tool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of a call that the host handles, in addition to the arguments of the tool.
 *
 * @param idempotencyKey makes a repeated call return the first result; {@code null} for none
 * @param maxWait how long the host's pacing may delay it; {@code null} for up to its deadline
 * @param user asks the caller's user
 * @param preview whether to answer what the call would do, and change nothing
 * @param commit the id of the preview that it executes; {@code null} for none
 * @param files the files that came with it
 */
public record CallOptions(
        @Nullable String idempotencyKey,
        @Nullable Duration maxWait,
        UserChannel user,
        boolean preview,
        @Nullable String commit,
        UploadedFiles files) {

    /** A caller that asks nothing. */
    public static final CallOptions NONE =
            new CallOptions(null, null, new UserChannel.None(), false, null, UploadedFiles.NONE);

    public CallOptions withIdempotencyKey(@Nullable String key) {
        return new CallOptions(key, maxWait, user, preview, commit, files);
    }

    public CallOptions withMaxWait(@Nullable Duration wait) {
        return new CallOptions(idempotencyKey, wait, user, preview, commit, files);
    }

    public CallOptions withUser(UserChannel channel) {
        return new CallOptions(idempotencyKey, maxWait, channel, preview, commit, files);
    }

    public CallOptions withPreview(boolean only) {
        return new CallOptions(idempotencyKey, maxWait, user, only, commit, files);
    }

    public CallOptions withCommit(@Nullable String id) {
        return new CallOptions(idempotencyKey, maxWait, user, preview, id, files);
    }

    public CallOptions withFiles(UploadedFiles uploaded) {
        return new CallOptions(idempotencyKey, maxWait, user, preview, commit, uploaded);
    }
}
