package dev.toolgram.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** Records the output of a process. Thread-safe. */
final class HostLog {

    private final StringBuilder text = new StringBuilder();
    private boolean atEnd;

    HostLog(InputStream output) {
        Thread.ofVirtual().name("host-log").start(() -> read(output));
    }

    private void read(InputStream output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line + "\n");
            }
        } catch (IOException e) {
            add("(the rest of the log is lost: " + e.getMessage() + ")\n");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        text.append(line);
        notifyAll();
    }

    private synchronized void end() {
        atEnd = true;
        notifyAll();
    }

    synchronized String text() {
        return text.toString();
    }

    synchronized boolean isAtEnd() {
        return atEnd;
    }

    /** Waits until the text matches, the process exits, or the timeout passes; returns the text. */
    synchronized String await(Predicate<String> wanted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!atEnd && !wanted.test(text.toString())) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                wait(Math.max(1, Duration.ofNanos(left).toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text.toString();
    }
}
