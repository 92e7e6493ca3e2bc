package dev.toolgram.testkit;

import dev.toolgram.api.ErrorCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

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
    private final OutputSchemas schemas;

    Toolgram(HostProcess process) {
        this.process = process;
        try {
            address = process.awaitListening();
            eventually(() -> Http.requireReady(http, address));
        } catch (RuntimeException e) {
            http.close();
            process.close();
            throw e;
        }
        rest = new RestClient(http, address);
        mcp = new McpClient(http, address);
        schemas = new OutputSchemas(mcp);
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
     * @throws AssertionError if the result does not match the tool's output schema
     */
    public Answer rest(String tool, Map<String, ?> input) {
        return schemas.check(tool, rest.tool(tool, input));
    }

    /**
     * Calls a tool over MCP, with progress notifications.
     *
     * @param input the fields, named as callers name them: {@code reply_to}
     * @throws ToolFailedException if the answer is an error
     * @throws AssertionError if the result does not match the tool's output schema
     */
    public Answer mcp(String tool, Map<String, ?> input) {
        return schemas.check(tool, mcp.call(tool, input));
    }

    /**
     * Calls a tool over MCP, as a client whose user answers the tool's questions.
     *
     * @param input the fields, named as callers name them: {@code reply_to}
     * @param answers the fields of each answer by the name of its question; the user declines a question without answer
     * @throws ToolFailedException if the answer is an error
     * @throws AssertionError if the result does not match the tool's output schema
     */
    public Answer mcp(String tool, Map<String, ?> input, Map<String, ? extends Map<String, ?>> answers) {
        return schemas.check(tool, mcp.call(tool, input, answers));
    }

    /**
     * Calls a tool at its route: {@code route("GET /api/chats/waiting", Map.of("limit", 10))}.
     *
     * @param route the method and the path template, for example {@code PATCH /api/messages/{message_id}}
     * @param input the fields for the path, and for the query or the body
     */
    public RestResponse route(String route, Map<String, ?> input) {
        return rest.call(route, input);
    }

    /**
     * Asserts that a call is rejected, with the same message over REST and MCP. Calls the tool twice.
     *
     * @return the error over REST, for further assertions
     */
    public ToolFailedException assertFails(ErrorCode code, String tool, Map<String, ?> input) {
        ToolFailedException byRest = failure(tool, "REST", () -> rest(tool, input));
        ToolFailedException byMcp = failure(tool, "MCP", () -> mcp(tool, input));
        if (!byRest.code().equals(Optional.of(code))) {
            throw new AssertionFailedError(
                    "%s failed with HTTP status %d: %s".formatted(tool, byRest.status(), byRest.getMessage()),
                    code,
                    byRest.code().orElse(null));
        }
        // The message of an internal error has the id of the request.
        if (code != ErrorCode.INTERNAL && !Objects.equals(byRest.getMessage(), byMcp.getMessage())) {
            throw new AssertionFailedError(
                    tool + " failed with another message over MCP", byRest.getMessage(), byMcp.getMessage());
        }
        return byRest;
    }

    private static ToolFailedException failure(String tool, String door, Supplier<Answer> call) {
        Answer answer;
        try {
            answer = call.get();
        } catch (ToolFailedException e) {
            return e;
        }
        throw new AssertionFailedError("%s did not fail over %s: %s".formatted(tool, door, answer));
    }

    /**
     * Controls the Telegram sandbox: {@code sandbox("receive", Map.of("chat_id", 1002, "text",
     * "Hello"))} sends a message from Bob. {@code GET /openapi.json} lists these tools, prefixed with {@code sandbox_}.
     *
     * @param tool the name without {@code sandbox_}
     * @throws ToolFailedException if the answer is an error
     */
    public Answer sandbox(String tool, Map<String, ?> input) {
        return rest("sandbox_" + tool, input);
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

    /** The log from a position on, after a moment for what the host is writing. */
    String logSince(int start) {
        return process.awaitMoreLog(Duration.ofMillis(200)).substring(start);
    }

    /**
     * Waits until the host has logged a text; fails after 20 seconds.
     *
     * @return the first line with the text
     */
    public String awaitLog(String text) {
        return process.awaitLog(text, MOMENT);
    }

    /** Stops the host and deletes its files. Idempotent. */
    @Override
    public void close() {
        rest.close();
        process.close();
    }
}
