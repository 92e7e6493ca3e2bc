package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.host.tool.RegisteredTool;
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
import tools.jackson.databind.node.ObjectNode;

/** The scopes that follow the account: contacts, a folder, and first contacts, on the real TDLib. */
@NullMarked
class KeyScopesIT {

    @TempDir
    private static Path data = Path.of("");

    private static final String FORBIDDEN = "This key may not use this chat, or there is no such chat.";

    /** Of these methods of Telegram, each changes who is in a chat or may enter it. */
    private static final List<String> ENTERING = List.of(
            "messages.importChatInvite",
            "messages.exportChatInvite",
            "messages.hideChatJoinRequest",
            "channels.joinChannel",
            "channels.inviteToChannel");

    private static SandboxHost host;
    private static RestClient rest;
    private static String ownGroup = "";
    private static String ownLink = "";

    @BeforeAll
    static void start() throws IOException {
        String keys = """
                {"keys": {
                  "friends": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["folder:Friends"]}},
                  "pals": {"hash": "%s", "tools": ["inbox"],
                           "chats": {"read": ["contacts"], "write": ["contacts", "-@bob_stone"]}},
                  "news": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["@harbour_news"]}},
                  "talk": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["@harbour_news", "@harbour_talk"]}},
                  "careful": {"hash": "%s", "tools": ["inbox"], "chats": {"read": ["*"], "write": ["*"]},
                              "approve": ["first-contact"]},
                  "lists": {"hash": "%s", "tools": ["all"],
                            "chats": {"read": ["@bob_stone", "1003"], "write": ["@rust_and_rye"]}}}}
                """.formatted(
                        hash("friends"), hash("pals"), hash("news"), hash("talk"), hash("careful"), hash("lists"));
        Files.writeString(KeyFile.in(data), keys);
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
        ownGroup = post("root", "/api/chats", Map.of("title", "Own group"))
                .result()
                .path("ref")
                .asString();
        ownLink = post("root", "/api/tools/create_invite_link", Map.of("chat", ownGroup))
                .result()
                .path("link")
                .asString();
        Files.writeString(KeyFile.in(data), keys.replaceFirst("\\{\"keys\": \\{", """
                {"keys": {
                  "doors": {"hash": "%s", "tools": ["all"], "chats": {"read": ["*"], "write": ["%s"]}},
                  "most": {"hash": "%s", "tools": ["all"], "chats": {"read": ["*"], "write": ["*", "-@bob_stone"]}},
                """.formatted(
                        hash("doors"), ownGroup, hash("most"))));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("doors", "/api/me", Map.of()).status() == 200);
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

    /** A list of chats: only the tool that reports each by itself may go on without one of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bulk_resolve    | chats | {}                                  | 200 | 200
            catch_up        | chats | {}                                  | 200 | 403
            list_events     | chats | {}                                  | 200 | 403
            wait_for_events | chats | {"timeout": 1, "settle_seconds": 0} | 200 | 403
            invite_to_group | users | {"chat": "@rust_and_rye"}           | 502 | 403
            """)
    void oneChatOfAListIsOutOfScope(String tool, String field, String others, int allowed, int refused) {
        for (boolean mcp : new boolean[] {false, true}) {
            RestResponse inScope = list(mcp, tool, field, others, List.of("@bob_stone", 1003));
            RestResponse stranger = list(mcp, tool, field, others, List.of("@bob_stone", "@erin_walsh", 1003));
            RestResponse nobody = list(mcp, tool, field, others, List.of("@bob_stone", "@nobody_at_all", 1003));

            assertThat(inScope.text()).doesNotContain(FORBIDDEN);
            assertThat(stranger.text()).contains(FORBIDDEN).doesNotContain("Erin");
            assertThat(same(nobody)).isEqualTo(same(stranger));
            if (!mcp) {
                assertThat(inScope.status()).as(inScope.text()).isEqualTo(allowed);
                assertThat(stranger.status()).as(stranger.text()).isEqualTo(refused);
            }
        }
    }

    private static String same(RestResponse answer) {
        return answer.text().replace("nobody_at_all", "erin_walsh").replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    private static RestResponse list(boolean mcp, String tool, String field, String others, List<?> chats) {
        ObjectNode input = (ObjectNode) SandboxHost.JSON.readTree(others);
        input.set(field, SandboxHost.JSON.valueToTree(chats));
        return mcp
                ? rest.send(
                        "POST",
                        "/mcp",
                        SandboxHost.JSON.writeValueAsString(Map.of(
                                "jsonrpc",
                                "2.0",
                                "id",
                                1,
                                "method",
                                "tools/call",
                                "params",
                                Map.of("name", tool, "arguments", input))),
                        "Authorization",
                        "Bearer lists",
                        "Accept",
                        "application/json, text/event-stream")
                : post("lists", "/api/tools/" + tool, SandboxHost.JSON.convertValue(input, Map.class));
    }

    @Test
    void everyToolWithAListOfChatsIsInTheTable() {
        assertThat(host.host().registry().snapshot().tools())
                .filteredOn(tool ->
                        tool.chats().stream().anyMatch(chat -> chat.path().contains("[*]")))
                .extracting(RegisteredTool::name)
                .containsExactlyInAnyOrder(
                        "bulk_resolve",
                        "catch_up",
                        "list_events",
                        "wait_for_events",
                        "invite_to_group",
                        "create_webhook", // these two are in the next test: only REST has them
                        "update_webhook");
    }

    @Test
    void oneChatOfAWebhookIsOutOfScope() {
        Map<String, ?> strangers = Map.of("url", "https://hook.invalid/", "chats", List.of("1003", "@erin_walsh"));
        RestResponse created =
                post("lists", "/api/webhooks", Map.of("url", "https://hook.invalid/", "chats", List.of("1003")));
        String path = "/api/webhooks/" + created.result().path("id").asString();

        RestResponse refused = post("lists", "/api/webhooks", strangers);
        RestResponse changed = rest.send(
                "PATCH", path, SandboxHost.JSON.writeValueAsString(strangers), "Authorization", "Bearer lists");

        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(changed.status()).as(changed.text()).isEqualTo(403);
        assertThat(get("lists", path, Map.of()).result().path("chats").toString())
                .isEqualTo("[\"1003\"]");
        assertThat(rest.send("DELETE", path, "", "Authorization", "Bearer lists")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void eachReferenceOfBulkResolveHasItsOwnError() {
        RestResponse answer = list(
                false, "bulk_resolve", "chats", "{}", List.of("@bob_stone", "@erin_walsh", "hello world", 1003, "me"));

        assertThat(answer.result().path("resolved").valueStream())
                .extracting(each -> each.path("chat").asString())
                .containsExactly("@bob_stone", "1003");
        assertThat(answer.result().path("errors").valueStream())
                .extracting(
                        each -> each.path("chat").asString(),
                        each -> each.path("type").asString(),
                        each -> each.path("error").asString())
                .containsExactly(
                        tuple("@erin_walsh", "FORBIDDEN", FORBIDDEN),
                        tuple("hello world", "FORBIDDEN", FORBIDDEN),
                        tuple("me", "FORBIDDEN", FORBIDDEN));
        assertThat(answer.result().path("count").asInt()).isEqualTo(2);
        assertThat(answer.result().path("failed").asInt()).isEqualTo(3);
    }

    /** The link's chat is checked before it is joined; a chat that cannot be known before is out of every limited scope. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            doors | join_via_invite     | {"invite": "LINK"}                                            | true
            doors | join_via_invite     | {"invite": "SandboxInvite01"}                                 | false
            doors | join_via_invite     | {"invite": "tg://join?invite=SandboxInvite01"}                | false
            most  | join_via_invite     | {"invite": "SandboxInvite01"}                                 | false
            doors | join_chat           | {"chat": "LINK"}                                              | true
            doors | join_chat           | {"chat": "t.me/+SandboxInvite01"}                             | false
            most  | join_chat           | {"chat": "t.me/+SandboxInvite01"}                             | false
            doors | join_chat           | {"chat": "@harbour_talk"}                                     | false
            most  | join_chat           | {"chat": "@bob_stone"}                                        | false
            doors | create_invite_link  | {"chat": "OWN"}                                               | true
            doors | create_invite_link  | {"chat": "@rust_and_rye"}                                     | false
            doors | answer_join_request | {"chat": "OWN", "user": 1004, "approve": true}                | true
            doors | answer_join_request | {"chat": "@rust_and_rye", "user": 1004, "approve": true}      | false
            doors | invite_to_group     | {"chat": "OWN", "users": ["1004"]}                            | true
            doors | invite_to_group     | {"chat": "@rust_and_rye", "users": ["1004"]}                  | false
            """)
    void aKeyEntersAndOpensOnlyChatsThatItMayWriteTo(String key, String tool, String input, boolean allowed) {
        JsonNode _ =
                post("root", "/api/tools/sandbox_calls", Map.of("reset", true)).body();

        RestResponse answer = rest.send(
                "POST",
                "/api/tools/" + tool,
                input.replace("LINK", ownLink).replace("OWN", ownGroup),
                "Authorization",
                "Bearer " + key);

        assertThat(answer.status() != 403).as(answer.text()).isEqualTo(allowed);
        if (!allowed) {
            assertThat(answer.detail().asString()).isEqualTo(FORBIDDEN);
            assertThat(post("root", "/api/tools/sandbox_calls", Map.of()).text())
                    .doesNotContain(ENTERING);
        }
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
