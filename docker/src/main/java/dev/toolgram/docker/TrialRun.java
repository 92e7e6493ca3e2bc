package dev.toolgram.docker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts a demo, waits until it is ready, optionally calls it, and stops it as a container engine would. Used as training
 * run for the AOT cache and to measure the startup time. A single file without dependencies: {@code java TrialRun.java}.
 *
 * <pre>{@code
 * TrialRun [--runs N] [--visit] COMMAND...    with {port} in it for the port to listen on
 * }</pre>
 */
public final class TrialRun {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern MESSAGE_ID = Pattern.compile("\"id\":(\\d+)");
    /** Enough calls to record profiles in the AOT cache. */
    private static final int ROUNDS = 5;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<String> command;
    private final String address;

    private TrialRun(List<String> command, int port) {
        this.command = command.stream()
                .map(word -> word.replace("{port}", Integer.toString(port)))
                .toList();
        this.address = "http://127.0.0.1:" + port;
    }

    /** The startup time in milliseconds: until the first response, and until calls were served. */
    private record Times(long healthy, long ready) {}

    /** Exits with 0 if every run exited with 0. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(arguments));
        int runs = 1;
        if (words.getFirst().equals("--runs")) {
            runs = Integer.parseInt(words.get(1));
            words.subList(0, 2).clear();
        }
        boolean visit = words.getFirst().equals("--visit") && words.remove("--visit");
        List<Times> all = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            Times times = new TrialRun(words, freePort()).run(visit);
            System.out.printf("start %d: /healthz after %d ms, ready after %d ms%n", run, times.healthy, times.ready);
            all.add(times);
        }
        if (runs > 1) {
            System.out.printf(
                    "median: /healthz after %d ms, ready after %d ms%n",
                    median(all.stream().map(Times::healthy).toList()),
                    median(all.stream().map(Times::ready).toList()));
        }
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /**
     * Returns a free port outside the ephemeral range: a client that retries an ephemeral port without a listener
     * may connect to itself, which occupies the port.
     */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // in use
            }
        }
    }

    private Times run(boolean visit) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Times times = new Times(await(demo, start, "/healthz"), await(demo, start, "/readyz"));
            for (int round = 0; visit && round < ROUNDS; round++) {
                visit();
            }
            stop(demo);
            return times;
        } finally {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }

    /** Waits until a path returns 200; returns the milliseconds since the start. */
    private long await(Process demo, long start, String path) throws InterruptedException {
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            if (!demo.isAlive()) {
                throw new IllegalStateException("The demo ended early with exit code " + demo.exitValue());
            }
            try {
                if (send("GET", path, "").statusCode() == 200) {
                    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                }
            } catch (IOException e) {
                // not listening yet
            }
            Thread.sleep(5);
        }
        throw new IllegalStateException("The demo was not ready after " + PATIENCE.toSeconds() + " s");
    }

    /** Calls REST and MCP once each: reads, writes and one invalid request. */
    private void visit() throws IOException, InterruptedException {
        String sent = send("POST", "/api/messages", "{\"chat\":\"me\",\"text\":\"**Hello**\",\"parse_mode\":\"md\"}")
                .body();
        Matcher id = MESSAGE_ID.matcher(sent);
        if (!id.find()) {
            throw new IllegalStateException("A message was not sent: " + sent);
        }
        send("PATCH", "/api/messages/" + id.group(1), "{\"chat\":\"me\",\"text\":\"Hello again\"}");
        send("GET", "/api/messages?chat=me&limit=5", "");
        send("DELETE", "/api/messages", "{\"chat\":\"me\",\"message_ids\":[" + id.group(1) + "]}");
        send("GET", "/api/dialogs?limit=50", "");
        send("GET", "/api/entities?chat=me", "");
        send("GET", "/api/me", "");
        send("GET", "/api/me?what=this", "");
        send("GET", "/openapi.json", "");
        send("GET", "/docs", "");
        mcp(
                "initialize",
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                        + "\"clientInfo\":{\"name\":\"trial\",\"version\":\"1\"}}");
        mcp("tools/list", "{}");
        mcp("tools/call", "{\"name\":\"get_me\",\"arguments\":{}}");
        mcp("tools/call", "{\"name\":\"send_message\",\"arguments\":{\"chat\":\"me\",\"text\":\"Hello\"}}");
    }

    private void mcp(String method, String parameters) throws IOException, InterruptedException {
        send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, parameters));
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Signals the Toolgram process itself, not a wrapper that started it. */
    private static void stop(Process demo) throws InterruptedException {
        demo.descendants()
                .reduce((parent, child) -> child)
                .orElse(demo.toHandle())
                .destroy();
        if (!demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || demo.exitValue() != 0) {
            throw new IllegalStateException("The demo did not end with exit code 0: " + demo);
        }
    }
}
