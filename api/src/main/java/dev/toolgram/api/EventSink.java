package dev.toolgram.api;

import java.util.Set;

/**
 * Gets the events of the account from the host's durable log, each at least once: nothing is missing after a restart, a
 * crash or a new version of the plugin. A provider returns its sinks from {@link ToolProvider#sinks}. Where an update may
 * be lost under load, {@link dev.toolgram.api.telegram.TelegramClient#subscribe} is simpler.
 *
 * <ul>
 *   <li><b>Cursor.</b> The host stores the number of the last event that the sink has handled. The cursor belongs to the
 *       plugin's id and the sink's {@link #name}: a new version of the plugin continues where the old one was, and so does
 *       a plugin that is removed and comes back. Nothing else of a sink is stored.
 *   <li><b>First time.</b> Without a cursor, a sink gets the events from now on, and none of the past. With
 *       {@code TOOLGRAM_EVENTS=auto} the first sink turns the log on, for good; with {@code off} a sink gets nothing, and
 *       the host logs that.
 *   <li><b>Order.</b> A sink gets one event at a time, ascending by {@link Event#seq}, on one thread, whose context class
 *       loader is the plugin's. Different sinks have different threads, so that a slow one delays nobody else.
 *   <li><b>At least once.</b> When {@link #handle} returns, the event is handled. If the process ends before the host has
 *       stored that, the sink gets the event again after the next start: a sink that writes somewhere recognizes it by
 *       {@link Event#id}.
 *   <li><b>Failures.</b> When {@link #handle} throws, the host logs it and repeats the call with the same event after 1 s,
 *       2 s, 4 s and so on, at most 5 minutes, without an end; later events wait. So catch what a repetition cannot fix.
 *   <li><b>Deadline.</b> A call has 60 s. Then its thread is interrupted, and the call counts as failed. A call that
 *       ignores the interrupt is waited for, because a sink is never called twice at the same time.
 *   <li><b>Retention.</b> Events that the host deleted because of {@code TOOLGRAM_EVENTS_KEEP} before the sink has handled
 *       them are reported by {@link #missed}. What the host itself could not record is an event of the type {@code gap}.
 *   <li><b>Stop.</b> When the plugin is replaced or removed, or the host stops, no further event is passed. The running call
 *       has 5 s, or 1 s if the host stops, and is then interrupted; its event comes again. The sink of the new version
 *       begins when that of the old one has ended. A version that the host rejects gets no events.
 * </ul>
 *
 * <p>A sink sees all chats, whatever the keys of callers may read. It may use
 * {@link dev.toolgram.api.telegram.TelegramClient}; a request has the host's request timeout.
 */
public interface EventSink {

    /**
     * The name of the sink within its plugin, for its cursor and for the log. Called once.
     *
     * @return a lower-case letter, then up to 39 lower-case letters, digits and dashes. A sink with another name is another
     *     sink
     */
    String name();

    /**
     * The types of events that it gets, for example {@code Set.of("message.new", "message.sent")}. Called once.
     *
     * <ul>
     *   <li>{@code message.new}, {@code message.sent} (by this host), {@code message.edited}, {@code message.deleted},
     *       {@code message.failed}, {@code message.read}, {@code message.reactions}
     *   <li>{@code chat.member}, {@code chat.updated}, {@code join_request.new}, {@code poll.updated}
     *   <li>{@code account.state}, {@code gap}
     * </ul>
     *
     * @return the types; all unless overridden, also those of later hosts. The host rejects a plugin that names another
     */
    default Set<String> types() {
        return Set.of();
    }

    /**
     * Handles an event.
     *
     * @throws Exception if the event is to be repeated later
     */
    void handle(Event event) throws Exception;

    /**
     * Learns that events were deleted before this sink has handled them, because it failed or the plugin was away for longer
     * than events are kept. Called in the same way as {@link #handle}, in the place of these events.
     *
     * @param first the number of the first one
     * @param last the number of the last one; some of them may have been of types that the sink does not get
     * @throws Exception if this is to be repeated later
     */
    default void missed(long first, long last) throws Exception {}
}
