package dev.toolgram.host;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/** A command in a terminal of its own, by {@code script} of util-linux, and the person who types there. */
@NullMarked
final class Pty implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private final Process script;
    private final StringBuilder screen = new StringBuilder();
    private int seen;
    private boolean ended;

    /** @param command as a shell takes it */
    Pty(String command, Map<String, String> environment) throws IOException {
        assumeTrue(Files.isExecutable(SCRIPT), "there is no script(1) to make a terminal with");
        ProcessBuilder builder = new ProcessBuilder(
                SCRIPT.toString(), "--quiet", "--flush", "--return", "--command", command, "/dev/null");
        builder.environment().keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        script = builder.start();
        Thread.ofVirtual().start(this::read);
    }

    /** Waits until the screen shows a text after the last one that was waited for. */
    synchronized Pty expect(String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int found = screen.indexOf(text, seen);
        while (found < 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("'" + text + "' did not come; there is:\n" + screen);
            }
            wait(left);
            found = screen.indexOf(text, seen);
        }
        seen = found + text.length();
        return this;
    }

    Pty type(String keys) throws IOException {
        OutputStream keyboard = script.getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        return this;
    }

    /** Everything that was shown. */
    synchronized String screen() {
        return screen.toString();
    }

    /** Waits for the command's end. */
    int exitCode() throws InterruptedException {
        if (!script.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the command did not end; there is:\n" + screen());
        }
        synchronized (this) {
            while (!ended) {
                wait();
            }
        }
        return script.exitValue();
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (InputStream out = script.getInputStream()) {
            for (int n = out.read(buffer); n >= 0; n = out.read(buffer)) {
                String text = new String(buffer, 0, n, StandardCharsets.UTF_8);
                synchronized (this) {
                    screen.append(text);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}
