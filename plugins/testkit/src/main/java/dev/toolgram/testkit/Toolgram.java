package dev.toolgram.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A running Toolgram with a Telegram sandbox, in a separate process, and clients for REST and MCP. The
 * account is Ann's; {@code get_dialogs} lists her chats. Must be closed, preferably by a {@code try}. Thread-safe.
 */
public final class Toolgram implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HostProcess process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final RestClient rest;
    private final McpClient mcp;

    Toolgram(HostProcess process) {
        this.process = process;
        try {
            address = process.awaitListening();
            eventually(() -> Http.requireReady(http, address));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        rest = new RestClient(http, address);
        mcp = new McpClient(http, address);
    }

    /**
     * Starts a host with a plugin in addition to the bundled ones.
     *
     * @param jar the packaged plugin
     * @throws HostStartException if the host does not start or rejects the plugin
     */
    public static Toolgram withPlugin(Path jar) {
        return setup().plugin(jar).start();
    }

    /** Configures a host with settings, persistent data, or several plugins. */
    public static Setup setup() {
        return new Setup();
    }

    /**
     * Calls a tool over REST, at {@code POST /api/tools/{name}}.
     *
     * @param input the fields, named as callers name them: {@code reply_to}
     * @throws ToolFailedException if the answer is an error
     */
    public Answer rest(String tool, Map<String, ?> input) {
        return rest.call(tool, input);
    }

    /**
     * Calls a tool over MCP, with progress notifications.
     *
     * @param input the fields, named as callers name them: {@code reply_to}
     * @throws ToolFailedException if the answer is an error
     */
    public Answer mcp(String tool, Map<String, ?> input) {
        return mcp.call(tool, input);
    }

    /**
     * Controls the Telegram sandbox: {@code sandbox("receive", Map.of("chat_id", 1002, "text",
     * "Hello"))} sends a message from Bob. {@code GET /openapi.json} lists these tools, prefixed with {@code sandbox_}.
     *
     * @param tool the name without {@code sandbox_}
     * @throws ToolFailedException if the answer is an error
     */
    public Answer sandbox(String tool, Map<String, ?> input) {
        return rest.call("sandbox_" + tool, input);
    }

    /**
     * Repeats a check until it passes, for asynchronous effects such as an incoming message.
     * If it has not passed within 20 seconds, the check's last exception is thrown.
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
                throw new IllegalStateException("Interrupted before the check passed", e);
            }
        }
    }

    /** The base URL of the host, for other requests, for example to a tool's route. */
    public URI address() {
        return address;
    }

    /** The host's log so far. */
    public String log() {
        return process.log();
    }

    /** Stops the host and deletes its files. Idempotent. */
    @Override
    public void close() {
        http.close();
        process.close();
    }
}
