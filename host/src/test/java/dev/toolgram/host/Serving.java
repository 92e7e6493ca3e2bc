package dev.toolgram.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** {@code bin/toolgram serve} (or another command) as a process of its own, which is killed when this closes. */
@NullMarked
final class Serving implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Toolgram is ready: (http://\\S+).*");

    private final Process process;
    private final Path errors;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    Serving(Map<String, String> settings, Path folder) throws IOException {
        this("serve", settings, folder);
    }

    /** @param folder gets what it writes to standard error and its temporary files */
    Serving(String command, Map<String, String> settings, Path folder) throws IOException {
        errors = folder.resolve("errors-of-" + command);
        ProcessBuilder builder = new ProcessBuilder(
                SandboxHost.DISTRIBUTION.resolve("bin/toolgram").toString(), command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
        builder.environment().put("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0");
        builder.environment()
                .put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
        builder.environment().putAll(settings);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        process = builder.start();
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher matcher = READY.matcher(line);
                if (matcher.matches()) {
                    ready.complete(URI.create(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("it ended before it was ready"));
    }

    /** Waits until it says that it is ready, and where. */
    URI awaitReady() throws InterruptedException {
        try {
            return ready.get(150, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("It did not start:\n" + errors(), e);
        }
    }

    Process process() {
        return process;
    }

    /** The standard error of this and earlier processes of the folder. */
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
