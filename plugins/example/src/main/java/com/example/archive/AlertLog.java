package com.example.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest alerts, in memory and in a persistent file, one per line. Thread-safe. */
final class AlertLog {

    private final Path file;
    private final int keep;
    private final Deque<Alert> alerts = new ArrayDeque<>();

    private AlertLog(Path file, int keep) {
        this.file = file;
        this.keep = keep;
    }

    /** Reads the alerts of earlier runs. */
    static AlertLog open(Path file, int keep) {
        AlertLog log = new AlertLog(file, keep);
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(line -> log.remember(parse(line)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        log.rewrite(); // without the dropped alerts
        return log;
    }

    synchronized void add(Alert alert) {
        remember(alert);
        try {
            Files.writeString(file, format(alert) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    synchronized List<Alert> newest(int limit) {
        List<Alert> newest = new ArrayList<>(alerts).reversed();
        return List.copyOf(newest.subList(0, Math.min(limit, newest.size())));
    }

    synchronized int size() {
        return alerts.size();
    }

    /** Deletes the oldest alerts; returns how many. */
    synchronized int deleteAllBut(int newest) {
        int deleted = Math.max(0, alerts.size() - newest);
        for (int i = 0; i < deleted; i++) {
            alerts.removeFirst();
        }
        rewrite();
        return deleted;
    }

    private void rewrite() {
        try {
            Files.write(file, alerts.stream().map(AlertLog::format).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private void remember(Alert alert) {
        alerts.addLast(alert);
        if (alerts.size() > keep) {
            alerts.removeFirst();
        }
    }

    static String format(Alert alert) {
        return String.join(
                "\t",
                escape(alert.keyword()),
                alert.date().toString(),
                alert.chat(),
                Long.toString(alert.messageId()),
                escape(alert.text()));
    }

    static Alert parse(String line) {
        String[] parts = line.split("\t", -1);
        return new Alert(
                unescape(parts[0]),
                OffsetDateTime.parse(parts[1]),
                parts[2],
                Long.parseLong(parts[3]),
                unescape(parts[4]));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    private static String unescape(String text) {
        return text.translateEscapes();
    }
}
