package dev.toolgram.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.NullMarked;

/** The distribution in a process of its own, and what that says. */
@NullMarked
final class RealHost implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern LISTENING = Pattern.compile("Listening at (http://\\S+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path out;
    private final Path err;
    private final Process process;

    /** @param folder gets what it says */
    RealHost(Path folder, Map<String, String> environment) throws IOException {
        this(SandboxHost.DISTRIBUTION, folder, environment);
    }

    /** @param distribution the distribution, or one {@link #withoutPlugins} */
    RealHost(Path distribution, Path folder, Map<String, String> environment) throws IOException {
        Files.createDirectories(folder);
        out = folder.resolve("out");
        err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(distribution.resolve("bin/toolgram").toString(), "serve");
        builder.environment().keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
        builder.environment().put("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0");
        builder.environment().put("TOOLGRAM_THROTTLE_ENABLED", "false");
        builder.environment()
                .put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
        builder.environment().putAll(environment);
        builder.redirectOutput(out.toFile());
        builder.redirectError(err.toFile());
        process = builder.start();
    }

    /** Makes a distribution without tools, which starts in a third of the time. */
    static Path withoutPlugins(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        for (String part : List.of("lib", "native")) {
            Files.createSymbolicLink(folder.resolve(part), SandboxHost.DISTRIBUTION.resolve(part));
        }
        Files.createDirectory(folder.resolve("bin"));
        Files.copy(
                SandboxHost.DISTRIBUTION.resolve("bin/toolgram"),
                folder.resolve("bin/toolgram"),
                StandardCopyOption.COPY_ATTRIBUTES);
        return folder;
    }

    Process process() {
        return process;
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** The lines of its log that an operator should look at. */
    List<String> warnings() throws IOException {
        return err().lines().filter(line -> line.matches(".*(WARN|ERROR).*")).toList();
    }

    URI address() throws Exception {
        await("it listens", () -> LISTENING.matcher(err()).find());
        Matcher line = LISTENING.matcher(err());
        return line.find() ? URI.create(line.group(1)) : URI.create("");
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address().resolve(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** Calls a tool through MCP, and gives what came back. */
    String mcp(String tool, String arguments) throws Exception {
        return post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                + "\",\"arguments\":" + arguments + "}}")
                .body();
    }

    RealHost awaitReady() throws Exception {
        await("it is ready", () -> get("/readyz").statusCode() == 200);
        return this;
    }

    /** Waits for a condition while the process is alive. */
    void await(String what, Callable<Boolean> condition) throws Exception {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(PATIENCE)
                    .failFast(() -> !process.isAlive())
                    .until(condition);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("not " + what + "; the process wrote:\n" + out() + err(), e);
        }
    }

    int exitCode() throws Exception {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end; it said:\n" + out() + err());
        }
        return process.exitValue();
    }

    /** As an operator ends it. */
    int stop() throws Exception {
        process.destroy();
        return exitCode();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            process.destroyForcibly().waitFor(); // then its database is free
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
