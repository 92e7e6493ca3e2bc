package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.config.HttpConfig;
import dev.toolgram.host.http.Health;
import dev.toolgram.host.http.HttpServer;
import dev.toolgram.host.mcp.McpEndpoint;
import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.host.policy.Policies;
import dev.toolgram.host.policy.PolicyGuard;
import dev.toolgram.host.policy.TestPolicies.World;
import dev.toolgram.host.rest.RestEndpoints;
import dev.toolgram.host.table.BundledTools;
import dev.toolgram.host.table.ToolRow;
import dev.toolgram.host.tool.CallListener;
import dev.toolgram.host.tool.CallRefusedException;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolResult;
import dev.toolgram.host.tool.ToolSnapshot;
import dev.toolgram.host.tool.ToolVisibility;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generated keys and calls of every bundled tool on every door, compared with a model that shares no code with the host.
 * The tools bind their input and are then stopped: an admitted call answers 409.
 */
@NullMarked
@ExtendWith(SharedSandbox.class)
class GeneratedPolicyIT {

    private static final Map<String, ToolRow> FACTS = facts();
    private static final List<String> PROFILES = List.of("reader", "inbox", "moderator", "all");
    private static final String ADMITTED = "admitted";
    private static final String FORBIDDEN = "This key may not use this chat, or there is no such chat.";

    private final SandboxHost host;
    private final World world = new World();
    private final Map<ToolRow, Map<String, Object>> inputs = new HashMap<>();

    GeneratedPolicyIT(SandboxHost host) {
        this.host = host;
    }

    private static Map<String, ToolRow> facts() {
        Map<String, ToolRow> facts = new LinkedHashMap<>();
        BundledTools.ALL.forEach(row -> facts.put(row.tool(), row));
        facts.put(
                "get_send",
                ToolRow.reading(
                        "get_send",
                        "toolgram",
                        "GET /api/sends/{send_id}",
                        "NONE",
                        List.of("send_id"),
                        host -> Map.of("send_id", "00000000-0000-0000-0000-000000000000"),
                        null));
        return facts;
    }

    /** A key: its entries as in the file, and what they mean. */
    private record Key(String name, List<String> tools, List<String> read, List<String> write) {

        private boolean matches(String entry, String tool) {
            ToolRow fact = FACTS.get(tool);
            return fact != null
                    && (entry.equals(tool)
                            || entry.equals(fact.plugin())
                            || (PROFILES.contains(entry)
                                    && PROFILES.indexOf(fact.profile()) <= PROFILES.indexOf(entry)));
        }

        boolean uses(String tool) {
            return tools.stream().anyMatch(entry -> matches(entry, tool))
                    && tools.stream().noneMatch(entry -> entry.startsWith("-") && matches(entry.substring(1), tool));
        }

        static boolean has(List<String> entries, long chat) {
            Set<Long> allowed = new HashSet<>();
            Set<Long> denied = new HashSet<>();
            for (String entry : entries) {
                boolean denies = entry.startsWith("-");
                (denies ? denied : allowed).addAll(chats(denies ? entry.substring(1) : entry));
            }
            return allowed.contains(chat) && !denied.contains(chat);
        }

        private static List<Long> chats(String entry) {
            return switch (entry) {
                case "*" -> List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
                case "contacts" -> List.of(1L, 2L);
                case "folder:Work" -> List.of(2L, 5L);
                default -> List.of(Long.parseLong(entry.replaceAll("[^0-9]", "")));
            };
        }
    }

    private static List<String> chats(Random random) {
        List<String> entries = new ArrayList<>();
        List<String> forms = List.of("@chat_%d", "https://t.me/chat_%d", "%d");
        for (int i = random.nextInt(3); i >= 0; i--) {
            entries.add(
                    switch (random.nextInt(6)) {
                        case 0 -> "*";
                        case 1 -> "contacts";
                        case 2 -> "folder:Work";
                        default -> forms.get(random.nextInt(3)).formatted(1 + random.nextInt(8));
                    });
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            entries.add(
                    switch (random.nextInt(4)) {
                        case 0 -> "-contacts";
                        case 1 -> "-folder:Work";
                        default -> "-" + forms.get(random.nextInt(2)).formatted(1 + random.nextInt(8));
                    });
        }
        return entries;
    }

    private static List<String> tools(Random random) {
        List<String> names = new ArrayList<>(PROFILES);
        names.addAll(FACTS.keySet());
        BundledTools.ALL.stream().map(ToolRow::plugin).distinct().forEach(names::add);
        List<String> entries = new ArrayList<>(List.of(PROFILES.get(random.nextInt(4))));
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.add((random.nextBoolean() ? "-" : "") + names.get(random.nextInt(names.size())));
        }
        return entries;
    }

    @Test
    void keysReachWhatTheModelSays(@TempDir Path folder) throws IOException {
        assertThat(compare(folder, 8, 2, 27)).isGreaterThan(1_000);
    }

    @Test
    @Tag("soak")
    void keysReachWhatTheModelSaysForLong(@TempDir Path folder) throws IOException {
        assertThat(compare(folder, 60, 10, Instant.now().getEpochSecond())).isGreaterThan(20_000);
    }

    /** @return how many decisions were compared */
    private int compare(Path folder, int keyCount, int rounds, long seed) throws IOException {
        Random random = new Random(seed);
        List<Key> keys = new ArrayList<>();
        ObjectNode file = SandboxHost.JSON.createObjectNode();
        for (int i = 0; i < keyCount; i++) {
            Key key = new Key(
                    "key" + i,
                    i < PROFILES.size() ? List.of(PROFILES.get(i)) : tools(random),
                    chats(random),
                    chats(random));
            keys.add(key);
            ObjectNode entry = file.withObjectProperty("keys").putObject(key.name());
            entry.put("hash", KeyFile.hash(("secret" + i).getBytes(StandardCharsets.US_ASCII)));
            key.tools().forEach(entry.putArray("tools")::add);
            ArrayNode read = entry.putObject("chats").putArray("read");
            key.read().forEach(read::add);
            ArrayNode write = entry.withObjectProperty("chats").putArray("write");
            key.write().forEach(write::add);
        }
        Files.writeString(KeyFile.in(folder), file.toString());
        ToolRegistry registry = new ToolRegistry();
        registry.replace(ToolSnapshot.EMPTY.with(bundled()));
        try (Policies policies =
                        new Policies(KeyFile.in(folder), Optional.empty(), registry, Instant::now, Duration.ZERO);
                ToolDispatcher dispatcher = new ToolDispatcher(
                        registry, Duration.ofSeconds(30), OptionalLong::empty, folder, CallListener.NOBODY)) {
            assertThat(policies.problems()).isEmpty();
            assertThat(policies.connect(world)).isEmpty();
            PolicyGuard guard = new PolicyGuard(policies, registry, world, entry -> {});
            dispatcher.limit(guard);
            dispatcher.guard(List.of(guard, (tool, input, call) -> {
                throw new CallRefusedException(new ToolResult.Conflict(ADMITTED));
            }));
            HttpConfig config = new HttpConfig(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), null);
            try (HttpServer server = new HttpServer(
                    config,
                    policies,
                    new Ready(),
                    (module, status, time) -> {},
                    List.of(
                            new RestEndpoints(registry, dispatcher, "1", path -> true, ToolVisibility.ALL),
                            new McpEndpoint(registry, dispatcher, "1", 60_000, ToolVisibility.ALL)),
                    Map::of)) {
                server.start();
                try (RestClient client = new RestClient(URI.create("http://127.0.0.1:" + server.port()))) {
                    int compared = 0;
                    for (int i = 0; i < keyCount; i++) {
                        Doors doors = new Doors(client, "secret" + i, registry.snapshot());
                        compared += lists(keys.get(i), doors);
                        for (int round = 0; round < rounds; round++) {
                            compared += calls(keys.get(i), doors, random, seed);
                        }
                    }
                    return compared;
                }
            }
        }
    }

    private List<RegisteredTool> bundled() {
        List<RegisteredTool> tools = host.host().registry().snapshot().tools().stream()
                .filter(tool -> !tool.pluginId().equals("sandbox") && FACTS.containsKey(tool.name()))
                .toList();
        assertThat(tools).extracting(RegisteredTool::name).containsExactlyInAnyOrderElementsOf(FACTS.keySet());
        return tools;
    }

    private static int lists(Key key, Doors doors) {
        Set<String> expected = FACTS.keySet().stream().filter(key::uses).collect(Collectors.toSet());

        assertThat(doors.mcpTools()).as("%s over MCP", key).isEqualTo(expected);
        assertThat(doors.openApiTools()).as("%s in OpenAPI", key).isEqualTo(expected);
        return 2 * FACTS.size();
    }

    private int calls(Key key, Doors doors, Random random, long seed) {
        int compared = 0;
        for (ToolRow tool : FACTS.values()) {
            Map<String, Object> input = new HashMap<>(
                    inputs.computeIfAbsent(tool, row -> row.input().apply(host)));
            boolean allowed = true;
            for (Map.Entry<String, String> field : tool.chats().entrySet()) {
                List<String> scope = field.getValue().equals("READ") ? key.read() : key.write();
                boolean inScope = put(input, field.getKey(), scope, random);
                // bulk_resolve runs, and reports each chat: KeyScopesIT
                allowed &= inScope || tool.tool().equals("bulk_resolve");
            }
            String expected = !key.uses(tool.tool()) ? "unknown" : allowed ? ADMITTED : FORBIDDEN;
            String what = "seed %d, %s, %s %s".formatted(seed, key, tool, input);

            assertThat(doors.byName(tool.tool(), input)).as("by name: " + what).isEqualTo(expected);
            assertThat(doors.byRoute(tool.tool(), input))
                    .as("at its route: " + what)
                    .isEqualTo(expected);
            assertThat(doors.byMcp(tool.tool(), input)).as("over MCP: " + what).isEqualTo(expected);
            compared += 3;
        }
        return compared;
    }

    /** Adds a chat, which in one of nine cases does not exist. Returns whether it is in scope. */
    private boolean put(Map<String, Object> input, String path, List<String> scope, Random random) {
        long chat = 1 + random.nextInt(9);
        String field = path.replace("[*]", "");
        UnaryOperator<Object> value = reference -> path.equals(field) ? reference : List.of(reference);
        if (chat == 9) {
            input.put(field, value.apply("@chat_9"));
            return scope.contains("*") && scope.stream().noneMatch(entry -> entry.startsWith("-"));
        }
        List<String> forms = world.references.getOrDefault(chat, List.of());
        input.put(field, value.apply(forms.get(random.nextInt(forms.size()))));
        return Key.has(scope, chat);
    }

    private record Ready() implements Health {
        @Override
        public boolean authorized() {
            return true;
        }

        @Override
        public Optional<String> obstacle() {
            return Optional.empty();
        }
    }

    /** The doors, for the holder of a key. */
    private record Doors(RestClient client, String key, ToolSnapshot tools) {

        String byName(String tool, Map<String, ?> input) {
            return outcome(send("POST", "/api/tools/" + tool, SandboxHost.JSON.valueToTree(input)));
        }

        String byRoute(String tool, Map<String, ?> input) {
            var route = tools.find(tool).orElseThrow().definition().route();
            if (route == null) {
                return byName(tool, input);
            }
            Map<String, Object> rest = new HashMap<>(input);
            String path = route.path();
            for (String variable : route.variables()) {
                path = path.replace(
                        "{" + variable + "}",
                        URLEncoder.encode(String.valueOf(rest.remove(variable)), StandardCharsets.UTF_8));
            }
            return outcome(
                    route.method().name().equals("GET")
                            ? client.get(path, rest, "Authorization", "Bearer " + key)
                            : send(route.method().name(), path, SandboxHost.JSON.valueToTree(rest)));
        }

        private RestResponse send(String method, String path, JsonNode body) {
            return client.send(method, path, body.toString(), "Authorization", "Bearer " + key);
        }

        private static String outcome(RestResponse answer) {
            return switch (answer.status()) {
                case 409, 403 -> answer.detail().asString();
                case 404, 405 -> "unknown";
                // POST /api/messages is send_file with file_url, and then needs it; GET /api/messages/pinned is
                // get_message where get_pinned_messages is hidden, and "pinned" is not its id.
                case 400 ->
                    answer.text().contains("file_url") || answer.text().contains("[\"path\",\"message_id\"]")
                            ? "unknown"
                            : answer.text();
                default -> answer.status() + " " + answer.text();
            };
        }

        private JsonNode rpc(String method, Map<String, ?> params) {
            return client.send(
                            "POST",
                            "/mcp",
                            SandboxHost.JSON.writeValueAsString(
                                    Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params)),
                            "Authorization",
                            "Bearer " + key,
                            "Accept",
                            "application/json, text/event-stream")
                    .body();
        }

        String byMcp(String tool, Map<String, ?> input) {
            JsonNode answer = rpc("tools/call", Map.of("name", tool, "arguments", input));
            String error = answer.path("error").path("message").asString("");
            return error.startsWith("Unknown tool: " + tool)
                    ? "unknown"
                    : answer.path("result").path("content").path(0).path("text").asString(answer.toString());
        }

        Set<String> mcpTools() {
            return rpc("tools/list", Map.of())
                    .path("result")
                    .path("tools")
                    .valueStream()
                    .map(tool -> tool.path("name").asString())
                    .collect(Collectors.toSet());
        }

        Set<String> openApiTools() {
            return client.get("/openapi.json", Map.of(), "Authorization", "Bearer " + key)
                    .body()
                    .path("paths")
                    .propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(path -> path.startsWith("/api/tools/"))
                    .map(path -> path.substring("/api/tools/".length()))
                    .collect(Collectors.toSet());
        }
    }
}
