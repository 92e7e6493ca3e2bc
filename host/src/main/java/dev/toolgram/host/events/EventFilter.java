package dev.toolgram.host.events;

import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events that a reader wants.
 *
 * @param types empty for all
 * @param chats TDLib's ids; empty for all events, also those of no chat
 * @param out {@code true} for messages of this account, {@code false} for everything else, {@code null} for both
 */
public record EventFilter(
        Set<EventType> types, Set<Long> chats, @Nullable Boolean out) {

    /** All events. */
    public static final EventFilter ALL = new EventFilter(Set.of(), Set.of(), null);

    boolean accepts(Event event) {
        return (types.isEmpty() || types.contains(event.type()))
                && (chats.isEmpty() || chats.contains(event.chatId()))
                && (out == null || out == event.isOut());
    }

    Set<String> typeNames() {
        return types.stream().map(EventType::toString).collect(Collectors.toUnmodifiableSet());
    }

    String outgoing() {
        return out == null ? "" : out ? "1" : "0";
    }

    /** Whether a reader may see an event: it may if the event is of no chat, or of a chat that it may read. */
    static boolean isVisible(Event event, LongPredicate readable) {
        return event.chatId() == 0 || readable.test(event.chatId());
    }
}
