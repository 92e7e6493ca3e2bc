package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.host.store.AuditEntry;
import dev.toolgram.host.store.AuditLog;
import dev.toolgram.host.store.Database;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Keys with rights of their own, on the real TDLib. */
@NullMarked
class KeysIT {

    private static final String FORBIDDEN = "This key may not use this chat, or there is no such chat.";
    private static final String MORE =
            "\"late\": {\"hash\": \"%s\", \"tools\": [\"reader\"], \"chats\": {\"read\": [\"*\"]}}, "
                    .formatted(hash("late-key"));

    private static final String KEYS = """
            {"keys": {MORE
              "digest": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["t.me/rust_and_rye", "-1000000003002"]}},
              "poster": {"hash": "%s", "tools": ["inbox", "-edit_message"],
                         "chats": {"read": ["@rust_and_rye"], "write": ["+15550002"]}},
              "guest": {"hash": "%s", "tools": ["all"], "chats": {"read": ["*", "-@rust_and_rye"]}}}}
            """.formatted(hash("digest-key"), hash("poster-key"), hash("guest-key"));

    @TempDir
    private static Path data = Path.of("");

    private static final LogLines LOG = new LogLines();

    private static SandboxHost host;
    private static RestClient rest;

    private static String hash(String key) {
        return KeyFile.hash(key.getBytes(StandardCharsets.US_ASCII));
    }

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(KeyFile.in(data), KEYS.replace("MORE", MORE));
        host = SandboxHost.start(Map.of(
                "TOOLGRAM_DATA_DIR",
                data.toString(),
                "TOOLGRAM_AUTH_KEY",
                "root-key",
                "TOOLGRAM_THROTTLE_ENABLED",
                "false"));
        rest = new RestClient(host.uri("/"));
    }

    @AfterAll
    static void stop() {
        rest.close();
        host.close();
        assertThat(LOG.all())
                .isNotEmpty()
                .noneMatch(line -> line.contains("-key") || line.contains(hash("digest-key")));
        LOG.close();
    }

    private static RestResponse get(String key, String path, Map<String, ?> query) {
        return rest.get(path, query, "Authorization", "Bearer " + key);
    }

    private static RestResponse post(String key, String path, Map<String, ?> body) {
        return rest.send("POST", path, SandboxHost.JSON.writeValueAsString(body), "Authorization", "Bearer " + key);
    }

    @ParameterizedTest
    @CsvSource({
        "rust_and_rye, 200",
        "@RUST_and_RYE, 200",
        "https://t.me/rust_and_rye, 200",
        "rust_and_rye.t.me, 200",
        "tg://resolve?domain=rust_and_rye, 200",
        "3001, 200",
        "-1000000003001, 200",
        "https://t.me/c/3001, 200",
        "tg:boost?channel=3001, 200",
        "harbour_news, 200",
        "@bob_stone, 403",
        "1002, 403",
        "+15550002, 403",
        "https://t.me/+15550002, 403",
        "tg://user?id=1002, 403",
        "2001, 403",
        "me, 403",
        "nobody_at_all, 403",
        "Rust and Rye, 403",
        "987654321, 403",
        "https://t.me/+SandboxInvite01, 403",
        "https://example.com/x, 403"
    })
    void everyFormOfAChatIsInScopeOrNot(String reference, int status) {
        RestResponse answer = get("digest-key", "/api/messages", Map.of("chat", reference, "limit", 1));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.detail().asString()).isEqualTo(FORBIDDEN);
        }
        assertThat(get("guest-key", "/api/messages", Map.of("chat", reference, "limit", 1))
                        .status())
                .as("the key for all others")
                .isEqualTo(reference.matches("(?i).*(rust_and_rye|3001).*") || !exists(reference) ? 403 : 200);
    }

    private static boolean exists(String reference) {
        return get("root-key", "/api/messages", Map.of("chat", reference, "limit", 1))
                        .status()
                == 200;
    }

    @Test
    void chatsOutOfScopeAreNotListed() {
        JsonNode dialogs =
                get("digest-key", "/api/dialogs", Map.of("limit", 200)).result();

        assertThat(dialogs.valueStream().map(dialog -> dialog.path("ref").asString()))
                .isNotEmpty()
                .isSubsetOf("@rust_and_rye", "@harbour_news");
        assertThat(get("guest-key", "/api/dialogs", Map.of("limit", 200))
                        .result()
                        .valueStream()
                        .map(dialog -> dialog.path("ref").asString()))
                .contains("@bob_stone")
                .doesNotContain("@rust_and_rye");
        assertThat(get("digest-key", "/api/participants", Map.of("chat", "@rust_and_rye"))
                        .result())
                .as("people of a chat in scope")
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "@rust_and_rye, @bob_stone,    200",
        "@bob_stone,    @bob_stone,    403",
        "@rust_and_rye, @rust_and_rye, 403",
        "@nobody_here,  @bob_stone,    403",
        "@rust_and_rye, @nobody_here,  403"
    })
    void bothSidesOfAForwardAreInScope(String from, String to, int status) {
        long id = get("root-key", "/api/messages", Map.of("chat", "@rust_and_rye", "limit", 1))
                .result()
                .get(0)
                .path("id")
                .asLong();
        RestResponse answer = post(
                "poster-key",
                "/api/messages/forward",
                Map.of("from_chat", from, "to_chat", to, "message_ids", List.of(id)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.result()).as("what it sent itself").hasSize(1);
        }
    }

    @Test
    void hiddenToolAnswersAsOneThatDoesNotExist() {
        RestResponse hidden = post("digest-key", "/api/tools/send_message", Map.of("chat", "me", "text", "x"));
        RestResponse missing = post("digest-key", "/api/tools/sent_message", Map.of("chat", "me", "text", "x"));

        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.detail().asString().replace("send_message", "sent_message"))
                .isEqualTo(missing.detail().asString());
        assertThat(post("digest-key", "/api/files", Map.of("chat", "me")).status())
                .isEqualTo(404);
        assertThat(get("digest-key", "/openapi.json", Map.of()).text())
                .contains("/api/tools/get_messages")
                .doesNotContain("/api/tools/send_message", "/api/tools/delete_chat", "/api/files");
    }

    @Test
    void requestNeedsAKey() {
        assertThat(rest.get("/api/me", Map.of()).status()).isEqualTo(401);
        assertThat(get("wrong-key", "/api/me", Map.of()).status()).isEqualTo(401);
        assertThat(get("root-key", "/api/me", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void keyIsRevokedWhileTheHostRuns() throws IOException {
        assertThat(get("late-key", "/api/me", Map.of()).status()).isEqualTo(200);

        Files.writeString(KeyFile.in(data), KEYS.replace("MORE", ""));

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> get("late-key", "/api/me", Map.of()).status() == 401);
        assertThat(get("digest-key", "/api/messages", Map.of("chat", "3001")).status())
                .isEqualTo(200);
        Files.writeString(KeyFile.in(data), "{\"keys\": ");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> LOG.all().stream().anyMatch(line -> line.startsWith("Rejected ")));
        assertThat(get("digest-key", "/api/messages", Map.of("chat", "3001")).status())
                .isEqualTo(200);
    }

    /** The answer is that of a path, or a method, that no tool has. */
    @ParameterizedTest
    @CsvSource({
        "POST,   /api/messages,   send_message,    405, Method not allowed: use GET.",
        "POST,   /api/files,      send_file,       404, Nothing answers at /api/files.",
        "DELETE, /api/messages,   delete_messages, 405, Method not allowed: use GET.",
        "DELETE, /api/chats,      delete_chat,     404, Nothing answers at /api/chats."
    })
    void hiddenToolIsAuditedAtItsRoute(String method, String path, String tool, int status, String detail) {
        RestResponse refused = rest.send(method, path, "{}", "Authorization", "Bearer digest-key");

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.detail().asString()).isEqualTo(detail);
        String id = refused.body().path("request_id").asString();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(AuditLog.read(database(), Instant.EPOCH, "digest", tool))
                        .filteredOn(entry -> entry.requestId().equals(id))
                        .extracting(entry -> entry.decision() + " " + entry.outcome())
                        .containsExactly("refused unknown-tool"));
    }

    private static Path database() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(each -> each.endsWith(Database.FILE))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void decisionsAreAudited() throws IOException {
        RestResponse _ = post("poster-key", "/api/messages", Map.of("chat", "1002", "text", "a secret text"));
        RestResponse _ = post("poster-key", "/api/messages", Map.of("chat", "3001", "text", "a secret text"));
        Path file = database();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(AuditLog.read(file, Instant.EPOCH, "poster", "send_message"))
                        .extracting(entry -> entry.decision() + " " + entry.chats() + " " + entry.outcome())
                        .containsExactly("allowed 1002 success", "refused -1000000003001 forbidden"));
        assertThat(AuditLog.read(file, Instant.EPOCH, "", ""))
                .extracting(AuditEntry::toString)
                .noneMatch(entry -> entry.contains("secret"));
    }

    @Test
    void keyFilesOfTheReadmeAreValid() throws IOException {
        List<String> examples = Pattern.compile("```json\n(\\{\"keys\".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .map(block -> block.group(1).replace("<64 hexadecimal digits>", hash("any")))
                .toList();

        assertThat(examples).hasSize(3).allSatisfy(example -> {
            KeyFile file = KeyFile.parse(example.getBytes(StandardCharsets.UTF_8));
            assertThat(file.problems()).isEmpty();
            assertThat(file.unknownTools(host.host().registry().snapshot())).isEmpty();
        });
    }

    @Test
    void startFailsWithAllProblems(@TempDir Path folder) throws IOException {
        Files.writeString(KeyFile.in(folder), """
                {"keys": {"a": {"hash": "HASH", "tools": ["raeder"], "chats": {"read": ["@nobody_here"]}}}}
                """.replace("HASH", hash("a")));

        assertThatThrownBy(() -> {
                    try (SandboxHost started = SandboxHost.start(Map.of("TOOLGRAM_DATA_DIR", folder.toString()))) {
                        throw new AssertionError(started);
                    }
                })
                .cause()
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "keys.json: key 'a': tools: unknown profile, plugin or tool 'raeder'; did you"
                                                + " mean reader?",
                                        "keys.json: key 'a': chats: read: this account sees no chat '@nobody_here'"));
    }
}
