package dev.toolgram.host.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The times of first messages to people, whose budget a restart must not refill. Thread-safe. */
public final class FirstContacts {

    private final Database database;

    /** @param database the database of the journal */
    public FirstContacts(Database database) {
        this.database = database;
    }

    /**
     * Adds some at the current time.
     *
     * @param count negative to take back the newest ones
     */
    public void add(int count) {
        if (count < 0) {
            int _ = database.write(connection -> {
                try (PreparedStatement delete = connection.prepareStatement("delete from first_contacts where rowid in"
                        + " (select rowid from first_contacts order by time desc limit ?)")) {
                    delete.setInt(1, -count);
                    return delete.executeUpdate();
                }
            });
            return;
        }
        long now = Instant.now().toEpochMilli();
        int _ = database.write(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into first_contacts (time) values (?)")) {
                for (int i = 0; i < count; i++) {
                    insert.setLong(1, now);
                    int _ = insert.executeUpdate();
                }
                return count;
            }
        });
    }

    /** The ages of those within a period; forgets the others. */
    public List<Duration> within(Duration period) {
        Instant now = Instant.now();
        long oldest = now.minus(period).toEpochMilli();
        return database.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from first_contacts where time < ?")) {
                delete.setLong(1, oldest);
                int _ = delete.executeUpdate();
            }
            List<Duration> ages = new ArrayList<>();
            try (PreparedStatement select =
                            connection.prepareStatement("select time from first_contacts order by time");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Duration age = Duration.between(Instant.ofEpochMilli(row.getLong(1)), now);
                    ages.add(age.isNegative() ? Duration.ZERO : age); // the clock was set back
                }
            }
            return ages;
        });
    }
}
