package dev.toolgram.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A running Toolgram with a Telegram of its own, in a process of its own, and a client for each of its doors. The
 * account is Ann; {@code get_dialogs} shows whom she knows. Close it, best in a {@code try}. Thread-safe.
 */
public final class Toolgram implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HostProcess process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final RestDoor rest;
    private final McpDoor mcp;

    Toolgram(HostProcess process) {
        this.process = process;
        try {
            address = process.awaitListening();
            eventually(() -> Http.requireReady(http, address));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        rest = new RestDoor(http, address);
        mcp = new McpDoor(http, address);
    }

    /**
     * Starts a host with this plugin, beside those that it brings.
     *
     * @param jar the packaged plugin
     * @throws HostStartException if the host does not start, or does not load the plugin
     */
    public static Toolgram withPlugin(Path jar) {
        return setup().plugin(jar).start();
    }

    /** Prepares a host with settings, data that is kept, or several plugins. */
    public static Setup setup() {
        return new Setup();
    }

    /**
     * Calls a tool through REST, at {@code POST /api/tools/{name}}.
     *
     * @param input the fields, named as callers name them: {@code reply_to}
     * @throws ToolFailedException if the answer is an error
     */
    public Answer rest(String tool, Map<String, ?> input) {
        return rest.call(tool, input);
    }

    /**
     * Calls a tool through MCP, and asks for its progress.
     *
     * @param input the fields, named as callers name them: {@code reply_to}
     * @throws ToolFailedException if the answer is an error
     */
    public Answer mcp(String tool, Map<String, ?> input) {
        return mcp.call(tool, input);
    }

    /**
     * Makes something happen on the other side of Telegram: {@code sandbox("receive", Map.of("chat_id", 1002, "text",
     * "Hello"))} has Bob write. {@code GET /openapi.json} lists these tools; their names begin with {@code sandbox_}.
     *
     * @param tool the name without {@code sandbox_}
     * @throws ToolFailedException if the answer is an error
     */
    public Answer sandbox(String tool, Map<String, ?> input) {
        return rest.call("sandbox_" + tool, input);
    }

    /**
     * Repeats a check until it passes, for what reaches the account a moment later: a message that somebody wrote, for
     * example. What the check throws last is thrown when it has not passed within 20 seconds.
     */
    public static void eventually(Runnable check) {
        Instant end = Instant.now().plus(MOMENT);
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError | RuntimeException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a check had not passed yet", e);
            }
        }
    }

    /** Where the host listens, for requests of your own: to a tool's route, for example. */
    public URI address() {
        return address;
    }

    /** What the host has logged until now. */
    public String log() {
        return process.log();
    }

    /** Ends the host, and deletes what it wrote. Closing twice is allowed. */
    @Override
    public void close() {
        http.close();
        process.close();
    }
}
