package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The recent actions of a channel or supergroup. Guarded by the world's lock. */
public final class AdminLog {
    /** Ids are larger than a JavaScript number holds exactly, as Telegram's are. */
    private static final long FIRST_ID = 9_007_199_254_740_993L;

    private final List<TlObject> events = new ArrayList<>();

    AdminLog() {}

    /** Adds an event, with an object of the type ChannelAdminLogEventAction. */
    public void add(long person, int date, TlObject action) {
        events.add(TlObject.of("channelAdminLogEvent")
                .with("id", FIRST_ID + 2L * events.size())
                .with("date", date)
                .with("user_id", person)
                .with("action", action));
    }

    /** Up to so many events older than an id, or of all if it is 0; the newest first. */
    public List<TlObject> page(long before, int limit, Predicate<TlObject> filter) {
        return events.reversed().stream()
                .filter(event -> before == 0 || event.longField("id") < before)
                .filter(filter)
                .limit(limit)
                .toList();
    }
}
