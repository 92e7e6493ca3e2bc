package com.example.archive;

import dev.toolgram.api.Event;
import dev.toolgram.api.EventSink;
import dev.toolgram.api.telegram.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages of the account into a Markdown file for each day, in UTC. A line ends with the id of its event, so that
 * an event that comes again is written once.
 */
final class Diary implements EventSink {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final Pattern ID = Pattern.compile(".* <!-- (\\S+) -->");

    private final Path folder;
    private @Nullable LocalDate day;
    private Set<String> written = Set.of();

    Diary(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "diary";
    }

    @Override
    public Set<String> types() {
        return Set.of("message.new", "message.sent");
    }

    @Override
    public void handle(Event event) throws IOException {
        Message message = event.message();
        if (message != null) { // without content, if the operator does not want it on the disk
            String text = message.text().isBlank() ? String.valueOf(message.mediaType()) : message.text();
            write(
                    event.at().toLocalDate(),
                    event.id(),
                    "%s **%s** in %s: %s"
                            .formatted(TIME.format(event.at()), sender(message), event.chatRef(), text));
        }
    }

    @Override
    public void missed(long first, long last) throws IOException {
        String id = "missed:%d-%d".formatted(first, last);
        write(LocalDate.now(ZoneOffset.UTC), id, "*Up to %d events are missing here.*".formatted(last - first + 1));
    }

    private static String sender(Message message) {
        return message.out() ? "me" : message.sender() == null ? "unknown" : message.sender().name();
    }

    private void write(LocalDate date, String id, String text) throws IOException {
        Path file = folder.resolve(date + ".md");
        Set<String> ids = date.equals(day) ? written : begin(file, date);
        day = null; // if this fails, the file may end with half a line
        if (!ids.contains(id)) {
            String line = "- %s <!-- %s -->\n".formatted(text.replaceAll("\\s+", " "), id);
            Files.writeString(file, line, StandardOpenOption.APPEND);
            ids.add(id);
        }
        day = date;
        written = ids;
    }

    /** Returns the ids of the events that the file has. */
    private Set<String> begin(Path file, LocalDate date) throws IOException {
        Files.createDirectories(folder);
        String content = Files.exists(file) ? Files.readString(file) : "";
        if (content.isEmpty()) {
            Files.writeString(file, "# %s\n\n".formatted(date));
        } else if (!content.endsWith("\n")) {
            Files.writeString(file, "\n", StandardOpenOption.APPEND);
        }
        return content.lines()
                .map(ID::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
