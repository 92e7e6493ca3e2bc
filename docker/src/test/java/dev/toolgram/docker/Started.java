package dev.toolgram.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A started Toolgram process, whose first output line contains its address. */
final class Started implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Toolgram is ready: (\\S+)( .*)?");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path log;

    /** @param log gets standard error */
    Started(List<String> command, Map<String, String> settings, Path log) throws IOException {
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
        builder.environment().putAll(settings);
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop Toolgram"));
    }

    /** Waits until it is ready; on a slow machine it may first report that it is not. */
    URI awaitReady() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return URI.create(ready.group(1));
            }
        }
        throw new IllegalStateException("Toolgram did not start:\n" + log());
    }

    /** The Toolgram process itself, not a wrapper that started it. */
    ProcessHandle toolgram() {
        return process.descendants().reduce((parent, child) -> child).orElse(process.toHandle());
    }

    /** Terminates it with SIGTERM, as an engine does, and returns its exit code. */
    int terminate() throws InterruptedException {
        toolgram().destroy();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It did not end in " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
