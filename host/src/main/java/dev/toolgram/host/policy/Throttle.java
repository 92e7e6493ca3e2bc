package dev.toolgram.host.policy;

import java.util.Map;

/**
 * The state of the pacing, as {@code throttle_status} returns it.
 *
 * @param multiplier how much longer the intervals are, for the floods of the last hour
 * @param floodEvents1h the floods of the last hour
 * @param jitterMs the most that is added to {@code globalIntervalMs}
 * @param trackedChatsSend the chats with a recent send
 * @param trackedChatsRead the chats with a recent read
 * @param buckets by name
 */
record Throttle(
        boolean enabled,
        boolean adaptive,
        double multiplier,

        @com.fasterxml.jackson.annotation.JsonProperty("flood_events_1h")
        int floodEvents1h,

        long globalIntervalMs,
        long perChatIntervalMs,
        long perChatReadIntervalMs,
        long jitterMs,
        int trackedChatsSend,
        int trackedChatsRead,
        Map<String, Usage> buckets) {

    /**
     * The state of a budget.
     *
     * @param used calls in the last period, and those that wait for their slot
     */
    record Usage(int used, int limit, long windowSeconds) {}
}
