package dev.toolgram.host.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The decisions about writes, and the refusals. Thread-safe. */
public final class AuditLog {

    /** The lifetime of an entry. */
    public static final Duration KEPT = Duration.ofDays(90);

    private final Database database;

    /** Opens the log, and forgets what is older than {@link #KEPT}. */
    public AuditLog(Database database) {
        this.database = database;
        long oldest = Instant.now().minus(KEPT).toEpochMilli();
        int _ = database.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from audit where time < ?")) {
                delete.setLong(1, oldest);
                return delete.executeUpdate();
            }
        });
    }

    /** Adds an entry, without waiting for the disk. */
    public void add(AuditEntry entry) {
        var _ = database.submit(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into audit"
                    + " (time, caller, tool, chats, decision, outcome, revision, request_id)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setLong(1, entry.time().toEpochMilli());
                List<String> texts = List.of(
                        entry.key(),
                        entry.tool(),
                        entry.chats(),
                        entry.decision(),
                        entry.outcome(),
                        entry.revision(),
                        entry.requestId());
                for (int i = 0; i < texts.size(); i++) {
                    insert.setString(i + 2, texts.get(i));
                }
                return insert.executeUpdate();
            }
        });
    }

    /**
     * Reads the log of a database that another process may be writing.
     *
     * @param file the database
     * @param since the oldest entry
     * @param key the name of a key; "" for all
     * @param tool the name of a tool; "" for all
     * @return the oldest first
     * @throws StoreException if the database cannot be read
     */
    public static List<AuditEntry> read(Path file, Instant since, String key, String tool) {
        try (Connection connection = Database.connectToRead(file);
                PreparedStatement select = connection.prepareStatement("select time, caller, tool, chats, decision,"
                        + " outcome, revision, request_id from audit where time >= ? and (? = '' or caller = ?)"
                        + " and (? = '' or tool = ?) order by time, id")) {
            select.setLong(1, since.toEpochMilli());
            select.setString(2, key);
            select.setString(3, key);
            select.setString(4, tool);
            select.setString(5, tool);
            List<AuditEntry> entries = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(new AuditEntry(
                            Instant.ofEpochMilli(row.getLong(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8)));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new StoreException("Cannot read the database " + file + ": " + e.getMessage(), e);
        }
    }
}
