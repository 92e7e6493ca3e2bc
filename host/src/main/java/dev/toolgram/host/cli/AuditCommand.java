package dev.toolgram.host.cli;

import dev.toolgram.host.store.AuditEntry;
import dev.toolgram.host.store.AuditLog;
import dev.toolgram.host.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code toolgram audit}: prints the decisions that the host has recorded. */
final class AuditCommand {

    /** The databases of accounts below the data folder. */
    private static final int DEPTH = 6;

    private AuditCommand() {}

    /**
     * The entries of all accounts in a data folder, the oldest first, a line for each.
     *
     * @param since a duration ({@code 24h}, {@code 30m}, {@code 7d}), a date or a time; "" for all
     * @param key the name of a key; "" for all
     * @param tool the name of a tool; "" for all
     * @throws IllegalArgumentException if {@code since} is none of these
     */
    static List<String> lines(Path data, String since, String key, String tool) throws IOException {
        Instant oldest = since(since);
        List<AuditEntry> entries = new ArrayList<>();
        if (Files.isDirectory(data)) {
            try (Stream<Path> files = Files.walk(data, DEPTH)) {
                for (Path file :
                        files.filter(path -> path.endsWith(Database.FILE)).toList()) {
                    entries.addAll(AuditLog.read(file, oldest, key, tool));
                }
            }
        }
        return entries.stream()
                .sorted(Comparator.comparing(AuditEntry::time))
                .map(entry -> "%s %s key=%s tool=%s chat=%s outcome=%s revision=%s request_id=%s"
                        .formatted(
                                entry.time(),
                                entry.decision(),
                                entry.key(),
                                entry.tool(),
                                entry.chats().replace(' ', ','),
                                entry.outcome(),
                                entry.revision(),
                                entry.requestId()))
                .toList();
    }

    private static Instant since(String text) {
        try {
            if (text.isEmpty()) {
                return Instant.EPOCH;
            }
            if (text.matches("[0-9]{1,6}[dhms]")) {
                String unit = text.toUpperCase(Locale.ROOT);
                return Instant.now().minus(Duration.parse(unit.endsWith("D") ? "P" + unit : "PT" + unit));
            }
            return text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--since must be like 24h or 7d, a date like 2027-02-01, or a time like 2027-02-01T12:00:00Z", e);
        }
    }
}
