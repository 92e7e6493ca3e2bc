package dev.toolgram.host.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of the log of events. Numbers ascend and are never used twice: the newest row is never deleted. Thread-safe,
 * for one appending thread.
 */
public final class EventTable {

    private final Database database;
    private volatile long newest;

    /** The table of a database that {@link Database#openEvents} has opened. */
    public EventTable(Database database) {
        this.database = database;
        long last = number("select max(seq) from events").orElse(0);
        if (last == 0 && database.isReplacement()) {
            // Beyond every number that readers of the damaged one may have.
            last = Math.max(setting("start").orElse(0), System.currentTimeMillis());
            set("start", last);
        }
        this.newest = Math.max(last, setting("start").orElse(0));
    }

    private OptionalLong number(String sql) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                return row.next() && row.getObject(1) != null ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        });
    }

    /** The number of the newest event; 0 before the first. */
    public long newest() {
        return newest;
    }

    /** The number of the oldest event that is kept; the next one if there is none. */
    public long oldest() {
        return number("select min(seq) from events").orElse(newest + 1);
    }

    /** When the first event from a number on was logged, in milliseconds since 1970; empty if there is none. */
    public OptionalLong timeFrom(long seq) {
        return number("select time from events where seq >= " + seq + " order by seq limit 1");
    }

    /**
     * Appends the events whose facts are new, and sets the newest complete messages of chats, in one transaction.
     *
     * @param complete by chat; a chat never goes back
     * @return the appended ones with their numbers
     * @throws StoreException if nothing was written
     */
    public List<StoredEvent> append(List<StoredEvent> events, Map<Long, Long> complete) {
        long before = newest;
        List<byte[]> payloads = events.stream()
                .map(event -> database.cipher().encrypt(event.content()))
                .toList();
        List<StoredEvent> appended = database.write(connection -> {
            List<StoredEvent> added = new ArrayList<>();
            try (PreparedStatement insert = connection.prepareStatement("insert into events"
                    + " (seq, fact, type, chat_id, outgoing, time, payload) values (?, ?, ?, ?, ?, ?, ?)"
                    + " on conflict (fact) do nothing")) {
                for (int i = 0; i < events.size(); i++) {
                    StoredEvent event = events.get(i).at(before + added.size() + 1);
                    insert.setLong(1, event.seq());
                    insert.setString(2, event.fact());
                    insert.setString(3, event.type());
                    insert.setLong(4, event.chatId());
                    insert.setInt(5, event.outgoing() ? 1 : 0);
                    insert.setLong(6, event.time());
                    insert.setBytes(7, payloads.get(i));
                    if (insert.executeUpdate() == 1) {
                        added.add(event);
                    }
                }
            }
            complete(connection, complete);
            return added;
        });
        newest = before + appended.size();
        return appended;
    }

    private static void complete(Connection connection, Map<Long, Long> complete) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into event_chats (chat_id, newest)"
                + " values (?, ?) on conflict (chat_id) do update set newest = excluded.newest"
                + " where excluded.newest > event_chats.newest")) {
            for (Map.Entry<Long, Long> chat : complete.entrySet()) {
                upsert.setLong(1, chat.getKey());
                upsert.setLong(2, chat.getValue());
                int _ = upsert.executeUpdate();
            }
        }
    }

    /** The message of each chat up to which the log has all. */
    public Map<Long, Long> complete() {
        return database.read(connection -> {
            Map<Long, Long> chats = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("select chat_id, newest from event_chats");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    chats.put(row.getLong(1), row.getLong(2));
                }
            }
            return chats;
        });
    }

    /** Those of some facts that are logged. */
    public Set<String> known(Collection<String> facts) {
        return database.read(connection -> {
            Set<String> known = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement("select 1 from events where fact = ?")) {
                for (String fact : facts) {
                    select.setString(1, fact);
                    try (ResultSet row = select.executeQuery()) {
                        if (row.next()) {
                            known.add(fact);
                        }
                    }
                }
            }
            return known;
        });
    }

    /**
     * Reads events in ascending order.
     *
     * @param upTo the last number
     * @param types the names of the types; empty for all
     * @param chats TDLib's ids; empty for all
     * @param outgoing {@code ""} for all, {@code "1"} for messages of this account, {@code "0"} for the rest
     */
    public List<StoredEvent> read(
            long after, long upTo, Set<String> types, Set<Long> chats, String outgoing, int limit) {
        String sql = "select seq, fact, type, chat_id, outgoing, time, payload from events where seq > ? and seq <= ?"
                + (outgoing.isEmpty() ? "" : " and outgoing = ?") + among("type", types) + among("chat_id", chats)
                + " order by seq limit ?";
        List<StoredEvent> sealed = database.read(connection -> {
            List<StoredEvent> events = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int at = 1;
                select.setLong(at++, after);
                select.setLong(at++, upTo);
                if (!outgoing.isEmpty()) {
                    select.setInt(at++, Integer.parseInt(outgoing));
                }
                for (String type : types) {
                    select.setString(at++, type);
                }
                for (long chat : chats) {
                    select.setLong(at++, chat);
                }
                select.setInt(at, limit);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        events.add(new StoredEvent(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getInt(5) == 1,
                                row.getLong(6),
                                row.getBytes(7)));
                    }
                }
            }
            return events;
        });
        // Outside of the lock of the connection.
        return sealed.stream().map(this::opened).toList();
    }

    private static String among(String column, Set<?> values) {
        return values.isEmpty()
                ? ""
                : values.stream().map(_ -> "?").collect(Collectors.joining(", ", " and " + column + " in (", ")"));
    }

    private StoredEvent opened(StoredEvent row) {
        return new StoredEvent(
                row.seq(),
                row.fact(),
                row.type(),
                row.chatId(),
                row.outgoing(),
                row.time(),
                database.cipher().decrypt(row.content()));
    }

    /** Deletes what is older, and the oldest events beyond a size on disk; returns how many. */
    public int purge(Instant before, long maxBytes) {
        long used = number("pragma page_count").orElse(0)
                - number("pragma freelist_count").orElse(0);
        long bytes = used * number("pragma page_size").orElse(0);
        long first = oldest();
        long last = newest;
        // Somewhat more than needed, so that it is not needed again at once.
        long cut = bytes <= maxBytes ? first : last - (long) ((last - first + 1) * (0.9 * maxBytes / bytes));
        return database.write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from events where (time < ? or seq < ?) and seq < ?")) {
                delete.setLong(1, before.toEpochMilli());
                delete.setLong(2, cut);
                delete.setLong(3, last);
                return delete.executeUpdate();
            }
        });
    }

    /** A number that was {@link #set}. */
    public OptionalLong setting(String name) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select value from event_settings where name = ?")) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                }
            }
        });
    }

    /** Keeps a number under a name. */
    public void set(String name, long value) {
        int _ = database.write(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("insert into event_settings (name, value)"
                    + " values (?, ?) on conflict (name) do update set value = excluded.value")) {
                upsert.setString(1, name);
                upsert.setLong(2, value);
                return upsert.executeUpdate();
            }
        });
    }

    /** A hash of a text that does not reveal it to a reader of the database. */
    public String fingerprint(String text) {
        return database.cipher().fingerprint(text);
    }
}
