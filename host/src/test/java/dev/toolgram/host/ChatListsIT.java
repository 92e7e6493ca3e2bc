package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.testkit.RestResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Finding chats and keeping the list of them in order: search, folders, the archive, notifications, linked chats. */
class ChatListsIT {

    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource({
        "aRBo, @harbour_news", // in the middle of a title
        "OB_ST, @bob_stone", // in the middle of a username
        "day wal, -2001", // across two words
        "bob stone, @bob_stone" // a first and a last name
    })
    void searchFindsAPartOfATitleOrUsername(String text, String ref) {
        assertThat(refs(Map.of("search", text))).containsExactly(ref);
        assertThat(refs(host.get("/api/dialogs/search", Map.of("query", text, "limit", 5))))
                .containsExactly(ref);
        assertThat(host.mcp("get_dialogs", Map.of("search", text)).result())
                .singleElement()
                .satisfies(dialog -> assertThat(dialog.path("ref").asString()).isEqualTo(ref));
    }

    @Test
    void searchKeepsToTheListAndItsLimit() {
        assertThat(refs(Map.of("search", "dmitri"))).isEmpty();
        assertThat(refs(Map.of("search", "dmitri", "archived", true))).containsExactly("@dmitri_v");
        assertThat(refs(Map.of("search", "a", "limit", 2))).hasSize(2);
        assertThat(refs(Map.of("search", "no such chat"))).isEmpty();
    }

    @Test
    void pagesJoin() {
        List<String> all = refs(Map.of("limit", 200));

        assertThat(all).hasSizeGreaterThan(5);
        assertThat(Stream.of(0, 3, 6, 9).flatMap(offset -> refs(Map.of("limit", 3, "offset", offset)).stream()))
                .containsExactlyElementsOf(all.subList(0, Math.min(12, all.size())));
        assertThat(refs(Map.of("offset", all.size()))).isEmpty();
        assertThat(refs(Map.of("offset", Integer.MAX_VALUE))).isEmpty();
    }

    @Test
    void unreadOnlyLeavesOutWhatIsRead() {
        List<String> unread = host.get("/api/dialogs", Map.of("limit", 200))
                .result()
                .valueStream()
                .filter(dialog -> dialog.path("unread_count").asInt() > 0)
                .map(dialog -> dialog.path("ref").asString())
                .toList();

        assertThat(refs(Map.of("unread_only", true))).isEqualTo(unread).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Friends", "friends", "2"})
    void folderHasItsChatsInOrder(String folder) {
        assertThat(refs(Map.of("folder", folder))).containsExactlyInAnyOrder("1003", "@bob_stone");
        assertThat(refs(Map.of("folder", folder, "search", "reyes"))).containsExactly("1003");
    }

    @Test
    void foldersAreListed() {
        assertThat(host.get("/api/folders", Map.of()).result().toString())
                .isEqualTo("[{\"id\":2,\"name\":\"Friends\"}]");
        assertThat(host.mcp("list_folders", Map.of()).result().toString())
                .isEqualTo("[{\"id\":2,\"name\":\"Friends\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "folder=Family | folder | No chat folder 'Family'. The folders are: Friends (2)",
                "folder=Friends&archived=true | archived | Use either folder or archived",
                "search=a&query=b | query | Use either search or query",
                "offset=-1 | offset | must be greater than or equal to 0",
                "limit=201 | limit | must be less than or equal to 200"
            })
    void dialogsRefuse(String query, String field, String message) {
        Map<String, Object> input = new HashMap<>();
        for (String pair : query.split("&")) {
            input.put(pair.split("=")[0], pair.split("=")[1]);
        }
        RestResponse answer = host.get("/api/dialogs", input);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().get(0).at("/loc/1").asString()).isEqualTo(field);
        assertThat(answer.detail().get(0).path("msg").asString()).containsIgnoringCase(message);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/chats/@harbour_news/linked, @harbour_talk",
        "/api/chats/harbour_talk/linked, @harbour_news",
        "/api/chats/https%3A%2F%2Ft.me%2Fharbour_news/linked, @harbour_talk",
        "/api/chats/t.me%2Fharbour_news/linked, @harbour_talk",
        "/api/chats/-1000000003002/linked, @harbour_talk",
        "/api/channels/linked?chat=harbour_news, @harbour_talk",
    })
    void linkedChatIsFoundByEveryRoute(String path, String ref) {
        JsonNode answer = host.get(path, Map.of()).result();

        assertThat(answer.at("/linked_entity/ref").asString()).isEqualTo(ref);
        assertThat(answer.path("linked_chat_id")).isEqualTo(answer.at("/linked_entity/id"));
        assertThat(host.mcp("get_linked_chat", Map.of("chat", "harbour_news"))
                        .result()
                        .at("/linked_entity/ref")
                        .asString())
                .isEqualTo("@harbour_talk");
    }

    @Test
    void chatWithoutALinkedOneSaysSo() {
        assertThat(host.get("/api/chats/rust_and_rye/linked", Map.of()).result().toString())
                .isEqualTo("{\"linked_chat_id\":null,\"linked_entity\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B15550002", "me", "-2001"})
    void onlyChannelsAndSupergroupsHaveALinkedChat(String chat) {
        RestResponse answer = host.get("/api/chats/" + chat + "/linked", Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().get(0).path("msg").asString()).startsWith("Only channels and supergroups");
    }

    @Test
    void bulkResolveKeepsTheOrderAndReportsEachFailure() {
        List<Object> chats = List.of("@bob_stone", "no_such_name", -2001, "hello world", "me", "t.me/harbour_news");
        JsonNode rest = host.post("/api/entities/bulk", Map.of("chats", chats)).result();

        assertThat(host.mcp("bulk_resolve", Map.of("chats", chats)).result()).isEqualTo(rest);
        assertThat(rest.path("count").asInt()).isEqualTo(4);
        assertThat(rest.path("failed").asInt()).isEqualTo(2);
        assertThat(rest.path("resolved")
                        .valueStream()
                        .map(each -> each.path("chat").asString() + " "
                                + each.at("/entity/ref").asString()))
                .containsExactly(
                        "@bob_stone @bob_stone", "-2001 -2001", "me @ann_tester", "t.me/harbour_news @harbour_news");
        assertThat(rest.path("errors")
                        .valueStream()
                        .map(each -> each.path("chat").asString() + " "
                                + each.path("type").asString()))
                .containsExactly("no_such_name INVALID_INPUT", "hello world INVALID_INPUT");
        assertThat(rest.at("/errors/0/error").asString()).startsWith("No chat with username @no_such_name");
    }

    @Test
    void telegramsErrorIsThatOfItsReference() {
        JsonNode _ = host.sandbox(
                "fail",
                Map.of("method", "contacts.resolveUsername", "code", 420, "message", "FLOOD_WAIT_999", "times", 1));
        JsonNode answer = host.post("/api/entities/bulk", Map.of("chats", List.of("unmet_name_1", "bob_stone")))
                .result();

        assertThat(answer.at("/errors/0/type").asString()).isEqualTo("FloodWaitError");
        assertThat(answer.at("/resolved/0/chat").asString()).isEqualTo("bob_stone");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 501})
    void bulkResolveTakesUpToFiveHundred(int count) {
        List<String> chats = Stream.generate(() -> "me").limit(count).toList();

        assertThat(host.post("/api/entities/bulk", Map.of("chats", chats)).status())
                .isEqualTo(400);
        assertThat(host.mcp("bulk_resolve", Map.of("chats", chats)).isError()).isTrue();
    }

    @Test
    void publicChatsAreFoundAndOwnOnesAreNot() {
        assertThat(refs(host.get("/api/chats/search", Map.of("query", "kitchen"))))
                .containsExactly("@open_kitchen");
        assertThat(refs(host.get("/api/chats/search", Map.of("query", "trai")))).containsExactly("@night_trains");
        assertThat(refs(host.get("/api/chats/search", Map.of("query", "rust_and"))))
                .isEmpty();
        assertThat(host.get("/api/chats/search", Map.of("query", "abc")).status())
                .isEqualTo(400);
    }

    @Test
    void chatGoesToTheArchiveAndBack() {
        host.post("/api/chats/archive", Map.of("chat", "-2001")).result();
        Awaitility.await().until(() -> refs(Map.of("archived", true)).contains("-2001"));
        assertThat(refs(Map.of("limit", 200))).doesNotContain("-2001");

        assertThat(host.mcp("archive_chat", Map.of("chat", "-2001", "archived", false))
                        .result()
                        .toString())
                .isEqualTo("{\"ok\":true}");
        Awaitility.await().until(() -> refs(Map.of("limit", 200)).contains("-2001"));
    }

    @Test
    void chatIsMutedForATimeForGoodAndNoMore() {
        Map<String, Object> walk = Map.of("chat", "-2001");
        host.post("/api/chats/mute", with(walk, "seconds", 3600)).result();
        Awaitility.await().untilAsserted(() -> assertThat(mutedFor()).isBetween(3500L, 3601L));

        host.post("/api/chats/mute", walk).result();
        Awaitility.await().untilAsserted(() -> assertThat(mutedFor()).isGreaterThan(366L * 86_400));

        host.mcp("mute_chat", with(walk, "muted", false)).result();
        Awaitility.await().untilAsserted(() -> assertThat(mutedFor()).isLessThanOrEqualTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "archive_chat | {'chat':'me'} | chat: Saved Messages cannot be archived",
                "archive_chat | {'chat':'night_trains'} | chat: The chat is not in the chat list",
                "mute_chat | {'chat':'me'} | chat: Saved Messages cannot be muted",
                "mute_chat | {'chat':'-2001','muted':false,'seconds':5} | seconds: Only for muting",
                "mute_chat | {'chat':'-2001','seconds':0} | seconds: ",
                "mute_chat | {'chat':'-2001','seconds':31622401} | seconds: "
            })
    void changesRefuse(String tool, String arguments, String message) {
        Map<String, Object> input = SandboxHost.JSON.readValue(arguments.replace('\'', '"'), Map.class);
        ToolAnswer mcp = host.mcp(tool, input);
        RestResponse rest = host.post("/api/tools/" + tool, input);

        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text()).startsWith(message);
        assertThat(rest.status()).isEqualTo(400);
    }

    /** The server's notification settings of the group with the id 2001, in seconds from now. */
    private static long mutedFor() {
        return host.sandbox("chat", Map.of("chat_id", -2001))
                .path("muted_seconds")
                .asLong();
    }

    private static Map<String, Object> with(Map<String, Object> input, String name, Object value) {
        Map<String, Object> more = new HashMap<>(input);
        more.put(name, value);
        return more;
    }

    private static List<String> refs(Map<String, ?> query) {
        return refs(host.get("/api/dialogs", query));
    }

    private static List<String> refs(RestResponse answer) {
        return answer.result()
                .valueStream()
                .map(each -> each.path("ref").asString())
                .toList();
    }
}
