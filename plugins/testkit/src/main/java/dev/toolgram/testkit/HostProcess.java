package dev.toolgram.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A host in a separate process and folder. */
final class HostProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);

    /** The second form appears after half a minute on a busy machine; the login continues. */
    private static final Pattern LISTENING =
            Pattern.compile("^Toolgram is (?:listening, but not )?ready: (http://[^\\s/]+)", Pattern.MULTILINE);

    private static final Pattern REFUSED = Pattern.compile("Rejected plugin (\\S+): (.*)");

    /**
     * Ends the host when standard input closes, which also happens when the test process is killed.
     */
    private static final String SUPERVISOR = """
            exec 3<&0
            "$0" demo </dev/null 3<&- &
            host=$!
            { cat; kill "$host"; } <&3 >/dev/null 2>&1 &
            watch=$!
            wait "$host"
            code=$?
            kill "$watch" 2>/dev/null
            exit "$code"
            """;

    private final Process process;
    private final HostLog log;
    private final Path folder;
    private final Thread onExit = Thread.ofPlatform().unstarted(this::stop);

    private HostProcess(Process process, Path folder) {
        this.process = process;
        this.log = new HostLog(process.getInputStream());
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    static HostProcess start(Path home, List<Path> jars, @Nullable Path data, Map<String, String> environment) {
        jars.forEach(HostProcess::requirePackaged);
        try {
            Path folder = Files.createTempDirectory("toolgram-test");
            Path plugins = Files.createDirectory(folder.resolve("plugins"));
            for (Path jar : jars) {
                Files.copy(jar, plugins.resolve(jar.getFileName()));
            }
            ProcessBuilder builder = new ProcessBuilder(
                            "sh", "-c", SUPERVISOR, Distribution.launcher(home).toString())
                    .redirectErrorStream(true);
            Map<String, String> variables = builder.environment();
            variables.keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
            variables.put("JAVA_HOME", System.getProperty("java.home"));
            variables.put("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0");
            variables.put("TOOLGRAM_LOG_LEVEL", "INFO");
            variables.put("TOOLGRAM_PLUGINS_DIR", plugins.toString());
            variables.put(
                    "TOOLGRAM_DATA_DIR",
                    (data == null ? folder.resolve("data") : data)
                            .toAbsolutePath()
                            .toString());
            variables.put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
            variables.put("TOOLGRAM_PLUGIN_SANDBOX_CONTROL", "true");
            variables.put("TOOLGRAM_TOOLS", "all"); // their schemas are compared with the results
            variables.put("TOOLGRAM_THROTTLE_ENABLED", "false"); // the sandbox's account cannot be limited
            variables.putAll(environment);
            return new HostProcess(builder.start(), folder);
        } catch (IOException e) {
            throw new HostStartException("The host cannot be started: " + e.getMessage(), e);
        }
    }

    private static void requirePackaged(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new HostStartException("Missing " + jar.toAbsolutePath()
                    + ": package the plugin first. Tests with names ending in IT run after packaging, with"
                    + " maven-failsafe-plugin");
        }
    }

    /**
     * Waits until the host listens.
     *
     * @throws HostStartException if it does not start, or rejected a plugin
     */
    URI awaitListening() {
        String said = log.await(text -> LISTENING.matcher(text).find(), START);
        Matcher refused = REFUSED.matcher(said);
        if (refused.find()) {
            throw failure("The host rejected %s: %s".formatted(refused.group(1), refused.group(2)));
        }
        Matcher listening = LISTENING.matcher(said);
        if (listening.find()) {
            return URI.create(listening.group(1));
        }
        throw failure(
                log.isAtEnd() ? "The host exited" : "The host was not ready within %d s".formatted(START.toSeconds()));
    }

    private HostStartException failure(String reason) {
        return new HostStartException(reason + "\n\nThe host's log:\n" + log.text());
    }

    String log() {
        return log.text();
    }

    String awaitMoreLog(Duration patience) {
        return log.await(said -> false, patience);
    }

    String awaitLog(String text, Duration patience) {
        return log.await(said -> said.contains(text), patience)
                .lines()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The host did not log '%s' within %d s. Its log:\n%s"
                        .formatted(text, patience.toSeconds(), log())));
    }

    /** Stops the host and deletes its folder. Idempotent. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // the JVM is shutting down and the hook runs anyway
        }
    }

    private synchronized void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
