package dev.toolgram.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/** A headless Chromium with one page, which can reach this machine and nothing else. Steered by its own protocol. */
@NullMarked
final class Browser implements AutoCloseable {

    private static final Pattern ENDPOINT = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final int PATIENCE_SECONDS = 60;

    private final Path profile;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
    private String session = "";

    private Browser(Path executable) throws Exception {
        profile = Files.createTempDirectory("toolgram-browser");
        List<String> command = new ArrayList<>(List.of(executable.toString(), "--headless=new"));
        command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"));
        command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
        command.addAll(List.of("--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1280,1600"));
        command.add("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
        command.addAll(List.of("--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank"));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        socket = client.newWebSocketBuilder()
                .buildAsync(endpoint(process.inputReader()), new Listener())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        String target = send("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asString();
        session = send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asString();
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            JsonNode _ = send(domain + ".enable", Map.of());
        }
    }

    /** Starts the Chromium of {@code CHROMIUM} or of Debian's package; without one, the test is skipped. */
    static Browser start() throws Exception {
        String named = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");
        Path executable = Path.of(named);
        if (!Files.isExecutable(executable)) {
            String reason =
                    "Skipped: there is no Chromium at " + named + " (set CHROMIUM, or apt-get install chromium)";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return new Browser(executable);
    }

    private static URI endpoint(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher endpoint = ENDPOINT.matcher(line);
            if (endpoint.find()) {
                // Read on, or the browser stands still once the pipe is full.
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return URI.create(endpoint.group(1));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("Chromium does not start:\n" + said);
    }

    void open(URI address) throws Exception {
        JsonNode _ = send("Page.navigate", Map.of("url", address.toString()));
    }

    /** The value of an expression; a promise is waited for. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode answer = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.get("exceptionDetails").toString());
        }
        return answer.at("/result/value");
    }

    /** Waits in the page until an expression is true. */
    void await(String condition) throws Exception {
        JsonNode _ = evaluate("""
                new Promise((done, failed) => {
                    const end = Date.now() + 30000;
                    const look = () => {
                        let seen = false;
                        try { seen = %s; } catch (notYet) {}
                        if (seen) done(true);
                        else if (Date.now() > end) failed(new Error("in vain: " + document.body.innerText));
                        else setTimeout(look, 50);
                    };
                    look();
                })""".formatted(condition));
    }

    void screenshot(Path file) throws Exception {
        String data = send("Page.captureScreenshot", Map.of("format", "png"))
                .get("data")
                .asString();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /** The addresses of all requests so far. */
    List<String> requests() {
        return events("Network.requestWillBeSent").stream()
                .map(event -> event.at("/params/request/url").asString())
                .toList();
    }

    /** Errors of the page: exceptions, policy violations, failed requests. */
    List<JsonNode> complaints() {
        List<JsonNode> complaints = new ArrayList<>(events("Runtime.exceptionThrown"));
        complaints.addAll(events("Log.entryAdded"));
        complaints.addAll(events("Runtime.consoleAPICalled").stream()
                .filter(event -> event.at("/params/type").asString().matches("error|warning"))
                .toList());
        return complaints;
    }

    private List<JsonNode> events(String method) {
        return events.stream()
                .filter(event -> event.path("method").asString().equals(method))
                .toList();
    }

    private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        var message = SandboxHost.JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", SandboxHost.JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        try {
            var _ = socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method, e);
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = SandboxHost.JSON.readTree(text.toString());
                text.setLength(0);
                receive(message);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void receive(JsonNode message) {
        if (!message.has("id")) {
            events.add(message);
            return;
        }
        CompletableFuture<JsonNode> answer = answers.remove(message.get("id").asInt());
        if (answer != null && message.has("error")) {
            answer.completeExceptionally(new AssertionError(message.toString()));
        } else if (answer != null) {
            answer.complete(message.get("result"));
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        var _ = process.destroyForcibly().onExit().join();
        RunDirectory.delete(profile);
    }
}
