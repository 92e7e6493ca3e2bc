package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The scopes that follow the account: contacts, a folder, and first contacts, on the real TDLib. */
@NullMarked
class KeyScopesIT {

    @TempDir
    private static Path data = Path.of("");

    private static SandboxHost host;
    private static RestClient rest;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(KeyFile.in(data), """
                {"keys": {
                  "friends": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["folder:Friends"]}},
                  "pals": {"hash": "%s", "tools": ["inbox"],
                           "chats": {"read": ["contacts"], "write": ["contacts", "-@bob_stone"]}},
                  "news": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["@harbour_news"]}},
                  "talk": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["@harbour_news", "@harbour_talk"]}},
                  "careful": {"hash": "%s", "tools": ["inbox"], "chats": {"read": ["*"], "write": ["*"]},
                              "approve": ["first-contact"]}}}
                """.formatted(
                        hash("friends"), hash("pals"), hash("news"), hash("talk"), hash("careful")));
        host = SandboxHost.start(Map.of(
                "TOOLGRAM_DATA_DIR",
                data.toString(),
                "TOOLGRAM_AUTH_KEY",
                "root",
                "TOOLGRAM_PLUGIN_SANDBOX_CONTROL",
                "true",
                "TOOLGRAM_THROTTLE_ENABLED",
                "false"));
        rest = new RestClient(host.uri("/"));
    }

    @AfterAll
    static void stop() {
        rest.close();
        host.close();
    }

    private static String hash(String key) {
        return KeyFile.hash(key.getBytes(StandardCharsets.US_ASCII));
    }

    private static RestResponse get(String key, String path, Map<String, ?> query) {
        return rest.get(path, query, "Authorization", "Bearer " + key);
    }

    private static RestResponse post(String key, String path, Map<String, ?> body) {
        return rest.send("POST", path, SandboxHost.JSON.writeValueAsString(body), "Authorization", "Bearer " + key);
    }

    /** Bob and Carla are contacts, and in the folder; Dave is a contact; Erin has written nothing, and is a stranger. */
    @ParameterizedTest
    @CsvSource({
        "friends, @bob_stone,    200",
        "friends, 1003,          200",
        "friends, +15550002,     200",
        "friends, 1004,          403",
        "friends, @erin_walsh,   403",
        "friends, @rust_and_rye, 403",
        "friends, me,            403",
        "pals,    @bob_stone,    200",
        "pals,    1003,          200",
        "pals,    1004,          200",
        "pals,    @erin_walsh,   403",
        "pals,    @rust_and_rye, 403",
        "pals,    nobody_at_all, 403"
    })
    void contactsAndFoldersAreThoseOfTheAccount(String key, String chat, int status) {
        RestResponse answer = get(key, "/api/messages", Map.of("chat", chat, "limit", 1));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"pals, @bob_stone, 403", "pals, 1003, 200", "pals, @erin_walsh, 403", "pals, me, 403"})
    void writesToContactsButToThoseDenied(String key, String chat, int status) {
        RestResponse answer = post(key, "/api/messages", Map.of("chat", chat, "text", "scoped"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    /** The linked chat is another one than the call names. */
    @ParameterizedTest
    @CsvSource({"news, 403", "talk, 200"})
    void aLinkedChatOutOfScopeIsNotNamed(String key, int status) {
        RestResponse answer = get(key, "/api/chats/@harbour_news/linked", Map.of());

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text().contains("harbour_talk")).isEqualTo(status == 200);
    }

    @ParameterizedTest
    @CsvSource({"friends, @bob_stone 1003", "pals, @bob_stone 1003 1004"})
    void dialogsAreThoseInScope(String key, String refs) {
        assertThat(get(key, "/api/dialogs", Map.of("limit", 200)).result().valueStream())
                .extracting(dialog -> dialog.path("ref").asString())
                .isNotEmpty()
                .isSubsetOf(List.of(refs.split(" ")))
                .contains("@bob_stone", "1003");
    }

    @Test
    void firstMessageToAStrangerWaitsForAPersonAndTheNextDoesNot() {
        assertThat(post("careful", "/api/messages", Map.of("chat", "1003", "text", "to a contact"))
                        .status())
                .isEqualTo(200);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<RestResponse> first = CompletableFuture.supplyAsync(
                    () -> post("careful", "/api/messages", Map.of("chat", "@erin_walsh", "text", "hello, stranger")),
                    threads);
            JsonNode approval = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> get("root", "/api/approvals", Map.of()).result(), list -> list.size() == 1)
                    .get(0);
            assertThat(approval.at("/recipients/0/ref").asString()).isEqualTo("@erin_walsh");
            assertThat(approval.at("/recipients/0/first_contact").asBoolean()).isTrue();
            assertThat(sentToErin()).isZero();

            assertThat(post("root", "/api/approvals/" + approval.path("id").asString(), Map.of("decision", "approve"))
                            .status())
                    .isEqualTo(200);

            assertThat(first.join().status()).as(first.join().text()).isEqualTo(200);
        }
        assertThat(post("careful", "/api/messages", Map.of("chat", "1006", "text", "hello again"))
                        .status())
                .isEqualTo(200);
        assertThat(sentToErin()).isEqualTo(2);
    }

    private static long sentToErin() {
        return post("root", "/api/tools/sandbox_messages", Map.of("chat_id", 1006))
                .result()
                .valueStream()
                .filter(message -> message.path("text").asString().startsWith("hello"))
                .count();
    }

    /** Otherwise it would be missing for every key with scopes. */
    @Test
    void everyChatOfABundledToolIsDeclared() {
        assertThat(host.host().registry().snapshot().tools())
                .filteredOn(tool -> !tool.name().startsWith("sandbox_"))
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        tool -> assertThat(tool.rawChatField()).as(tool.name()).isNull());
    }
}
