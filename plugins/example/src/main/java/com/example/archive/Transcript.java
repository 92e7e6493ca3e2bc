package com.example.archive;

import dev.toolgram.api.telegram.Message;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages as lines of text. */
final class Transcript {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private Transcript() {}

    static void write(List<Message> messages, Names names, Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Message message : messages) {
                out.write(line(message, names.sender(message)));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 2026-01-01 12:00  Bob Stone: Hello}; further lines of a text are indented. */
    static String line(Message message, String sender) {
        String kind = message.mediaType();
        String content = Stream.of(kind == null ? "" : "[" + kind + "]", message.text())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return "%s  %s: %s".formatted(DATE.format(message.date()), sender, content.replace("\n", "\n    "));
    }
}
