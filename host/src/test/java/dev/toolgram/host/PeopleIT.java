package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.testkit.RestResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Contacts, blocked users and groups in common. */
class PeopleIT {

    private static final int FARID = 1007;
    private static final int HUGO = 1009;

    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
        JsonNode _ = host.get("/api/participants", Map.of("chat", "rust_and_rye", "limit", 1000))
                .result(); // so that their ids are known
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void contactsAreSortedByNameAndPagesJoin() {
        List<String> all = names(host.get("/api/contacts", Map.of()));

        assertThat(all).contains("Bob", "Carla", "Dmitri").isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
        assertThat(Stream.of(0, 2, 4)
                        .flatMap(offset ->
                                names(host.get("/api/contacts", Map.of("limit", 2, "offset", offset))).stream()))
                .containsExactlyElementsOf(all);
        assertThat(names(host.get("/api/contacts", Map.of("offset", 100)))).isEmpty();
        assertThat(host.mcp("list_contacts", Map.of("limit", 1)).result()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"stone, Bob", "BOB, Bob", "bob_st, Bob", "rey, Carla", "carla rey, Carla", "nobody, ", "erin, "})
    void contactsAreFoundByTheBeginningOfANameOrUsername(String query, String name) {
        List<String> expected = name == null ? List.of() : List.of(name);

        assertThat(names(host.get("/api/contacts/search", Map.of("query", query))))
                .isEqualTo(expected);
        assertThat(host.mcp("search_contacts", Map.of("query", query)).result()).hasSize(expected.size());
    }

    @Test
    void contactIsAddedAndRenamed() {
        JsonNode added = host.post("/api/contacts", Map.of("user", HUGO, "first_name", "Hugo", "last_name", "Baker"))
                .result();
        assertThat(added.path("id").asInt()).isEqualTo(HUGO);
        assertThat(added.path("last_name").asString()).isEqualTo("Baker");
        assertThat(kept(HUGO).path("contact").asBoolean()).isTrue();

        JsonNode renamed = host.mcp("add_contact", Map.of("user", HUGO, "first_name", "Hugo", "last_name", "Miller"))
                .result();
        assertThat(renamed.path("last_name").asString()).isEqualTo("Miller");
        assertThat(names(host.get("/api/contacts/search", Map.of("query", "miller"))))
                .containsExactly("Hugo");
    }

    @Test
    void userIsBlockedAndUnblocked() {
        assertThat(host.post("/api/users/block", Map.of("user", FARID)).result().toString())
                .isEqualTo("{\"ok\":true}");
        Awaitility.await().until(() -> kept(FARID).path("blocked").asBoolean());

        assertThat(host.mcp("unblock_user", Map.of("user", FARID)).result().toString())
                .isEqualTo("{\"ok\":true}");
        Awaitility.await().until(() -> !kept(FARID).path("blocked").asBoolean());
    }

    @Test
    void groupsInCommonAreListedInPages() {
        JsonNode common =
                host.get("/api/users/@bob_stone/common_chats", Map.of()).result();

        assertThat(refs(common)).contains("-2001", "@rust_and_rye").doesNotContain("@harbour_news");
        assertThat(refs(host.get("/api/users/1002/common_chats", Map.of("limit", 1, "offset", 1))
                        .result()))
                .containsExactly(refs(common).get(1));
        assertThat(refs(host.mcp("get_common_chats", Map.of("user", "+15550002", "offset", common.size()))
                        .result()))
                .isEmpty();
        assertThat(refs(host.mcp("get_common_chats", Map.of("user", "erin_walsh"))
                        .result()))
                .contains("@rust_and_rye")
                .doesNotContain("-2001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get_common_chats | {'user':'rust_and_rye'} | user: This is a group or channel",
                "get_common_chats | {'user':'me'} | user: This is the account itself",
                "add_contact | {'user':'-2001','first_name':'x'} | user: This is a group or channel",
                "add_contact | {'user':'bob_stone','first_name':' '} | first_name: ",
                "block_user | {'user':'harbour_news'} | user: This is a group or channel",
                "block_user | {'user':'me'} | user: This is the account itself",
                "unblock_user | {'user':'harbour_news'} | user: This is a group or channel",
                "search_contacts | {'query':' '} | query: ",
                "list_contacts | {'limit':201} | limit: "
            })
    void inputIsRefused(String tool, String arguments, String message) {
        Map<String, Object> input = SandboxHost.JSON.readValue(arguments.replace('\'', '"'), Map.class);
        ToolAnswer mcp = host.mcp(tool, input);
        RestResponse rest = host.post("/api/tools/" + tool, input);

        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text()).startsWith(message);
        assertThat(rest.status()).isEqualTo(400);
    }

    private static JsonNode kept(long id) {
        return host.sandbox("chat", Map.of("chat_id", id));
    }

    private static List<String> names(RestResponse answer) {
        return answer.result()
                .valueStream()
                .map(each -> each.path("first_name").asString())
                .toList();
    }

    private static List<String> refs(JsonNode entities) {
        return entities.valueStream().map(each -> each.path("ref").asString()).toList();
    }
}
