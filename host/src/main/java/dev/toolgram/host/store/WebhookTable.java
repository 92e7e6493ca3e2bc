package dev.toolgram.host.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The webhooks with their undelivered events, in the database of the events. Thread-safe. */
public final class WebhookTable {

    private final Database database;

    /** @param database the database of the events */
    public WebhookTable(Database database) {
        this.database = database;
    }

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    /** All webhooks, the oldest first. */
    public List<StoredWebhook> all() {
        List<StoredWebhook> sealed = database.read(connection -> {
            List<StoredWebhook> webhooks = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select id, caller, config, created, cursor,"
                            + " stopped, last_success, last_error, last_error_at from webhooks order by created, id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    webhooks.add(new StoredWebhook(
                            row.getString(1),
                            row.getString(2),
                            row.getBytes(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getString(6),
                            row.getLong(7),
                            row.getString(8),
                            row.getLong(9)));
                }
            }
            return webhooks;
        });
        return sealed.stream()
                .map(webhook -> with(webhook, database.cipher().decrypt(webhook.config())))
                .toList();
    }

    private static StoredWebhook with(StoredWebhook webhook, byte[] config) {
        return new StoredWebhook(
                webhook.id(),
                webhook.caller(),
                config,
                webhook.created(),
                webhook.cursor(),
                webhook.stopped(),
                webhook.lastSuccess(),
                webhook.lastError(),
                webhook.lastErrorAt());
    }

    /** Adds a webhook that has delivered nothing. */
    public void add(StoredWebhook webhook) {
        byte[] config = database.cipher().encrypt(webhook.config());
        write(
                "insert into webhooks (id, caller, config, created, cursor, last_success, last_error_at)"
                        + " values (?, ?, ?, ?, ?, 0, 0)",
                statement -> {
                    statement.setString(1, webhook.id());
                    statement.setString(2, webhook.caller());
                    statement.setBytes(3, config);
                    statement.setLong(4, webhook.created());
                    statement.setLong(5, webhook.cursor());
                });
    }

    /** Replaces the configuration. */
    public void configure(String id, byte[] config) {
        byte[] sealed = database.cipher().encrypt(config);
        write("update webhooks set config = ? where id = ?", statement -> {
            statement.setBytes(1, sealed);
            statement.setString(2, id);
        });
    }

    /** Stops or restarts the deliveries. */
    public void stop(String id, @Nullable String reason) {
        write("update webhooks set stopped = ? where id = ?", statement -> {
            statement.setString(1, reason);
            statement.setString(2, id);
        });
    }

    /** Deletes a webhook with its undelivered events. */
    public void delete(String id) {
        write("delete from webhooks where id = ?", statement -> statement.setString(1, id));
    }

    /** The held events, in ascending order. */
    public List<HeldDelivery> held(String id) {
        return database.read(connection -> {
            List<HeldDelivery> held = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select seq, chat_id, attempts, first, next"
                    + " from webhook_held where webhook_id = ? order by seq")) {
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        held.add(new HeldDelivery(
                                row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4), row.getLong(5)));
                    }
                }
            }
            return held;
        });
    }

    /** The number of events that were given up. */
    public int dead(String id) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select count(*) from webhook_dead where webhook_id = ?")) {
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getInt(1) : 0;
                }
            }
        });
    }

    /** Everything up to an event is delivered, held or of no interest. */
    public void advance(String id, long cursor) {
        write("update webhooks set cursor = ? where id = ?", statement -> {
            statement.setLong(1, cursor);
            statement.setString(2, id);
        });
    }

    /** An event was delivered. */
    public void delivered(String id, long seq, long cursor, long time) {
        int _ = database.write(connection -> {
            release(connection, id, seq);
            return execute(connection, "update webhooks set cursor = ?, last_success = ? where id = ?", statement -> {
                statement.setLong(1, cursor);
                statement.setLong(2, time);
                statement.setString(3, id);
            });
        });
    }

    /** An event is delivered later. */
    public void hold(String id, HeldDelivery held, long cursor) {
        int _ = database.write(connection -> {
            int _ = execute(
                    connection,
                    "insert into webhook_held (webhook_id, seq, chat_id, attempts, first, next)"
                            + " values (?, ?, ?, ?, ?, ?) on conflict (webhook_id, seq) do update set"
                            + " attempts = excluded.attempts, first = excluded.first, next = excluded.next",
                    statement -> {
                        statement.setString(1, id);
                        statement.setLong(2, held.seq());
                        statement.setLong(3, held.chatId());
                        statement.setInt(4, held.attempts());
                        statement.setLong(5, held.first());
                        statement.setLong(6, held.next());
                    });
            return execute(connection, "update webhooks set cursor = ? where id = ?", statement -> {
                statement.setLong(1, cursor);
                statement.setString(2, id);
            });
        });
    }

    /** An event is given up. */
    public void bury(String id, long seq, long time) {
        int _ = database.write(connection -> {
            release(connection, id, seq);
            return execute(
                    connection,
                    "insert into webhook_dead (webhook_id, seq, time) values (?, ?, ?) on conflict do nothing",
                    statement -> {
                        statement.setString(1, id);
                        statement.setLong(2, seq);
                        statement.setLong(3, time);
                    });
        });
    }

    /** Notes what failed. */
    public void failed(String id, String error, long time) {
        write("update webhooks set last_error = ?, last_error_at = ? where id = ?", statement -> {
            statement.setString(1, error);
            statement.setLong(2, time);
            statement.setString(3, id);
        });
    }

    /** Delivers again from an event on: forgets the held and dead ones behind it. */
    public void rewind(String id, long cursor) {
        int _ = database.write(connection -> {
            for (String table : List.of("webhook_held", "webhook_dead")) {
                int _ = execute(connection, "delete from " + table + " where webhook_id = ? and seq > ?", statement -> {
                    statement.setString(1, id);
                    statement.setLong(2, cursor);
                });
            }
            return execute(connection, "update webhooks set cursor = ? where id = ?", statement -> {
                statement.setLong(1, cursor);
                statement.setString(2, id);
            });
        });
    }

    private static void release(Connection connection, String id, long seq) throws SQLException {
        int _ = execute(connection, "delete from webhook_held where webhook_id = ? and seq = ?", statement -> {
            statement.setString(1, id);
            statement.setLong(2, seq);
        });
    }

    private void write(String sql, Binding binding) {
        int _ = database.write(connection -> execute(connection, sql, binding));
    }

    private static int execute(Connection connection, String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.to(statement);
            return statement.executeUpdate();
        }
    }
}
