package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The topics of a forum. */
@NullMarked
@ExtendWith(SharedSandbox.class)
class TopicsIT {

    private static final String FORUM = "bread_school";

    private final SandboxHost host;

    TopicsIT(SandboxHost host) {
        this.host = host;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void createdTopicIsListedFirst(boolean mcp) {
        String title = "Rolls " + UUID.randomUUID();

        JsonNode created =
                host.result(mcp, "create_topic", Map.of("chat", FORUM, "title", title, "icon_color", "green"));
        JsonNode first = host.result(mcp, "list_topics", Map.of("chat", FORUM))
                .get("topics")
                .get(0);

        assertThat(created.get("title").asString()).isEqualTo(title);
        assertThat(created.get("icon_color").asString()).isEqualTo("#8EEE98");
        assertThat(first.get("id")).isEqualTo(created.get("id"));
        assertThat(first.get("title").asString()).isEqualTo(title);
        assertThat(first.get("own").asBoolean()).isTrue();
        assertThat(first.get("closed").asBoolean()).isFalse();
        assertThat(first.at("/last_message/id")).isEqualTo(created.get("id"));
    }

    @Test
    void topicsAreSearchedByTitle() {
        JsonNode found = list(Map.of("search", "sourdough"));
        JsonNode closed = list(Map.of("search", "exams"));

        assertThat(found.get("total").asInt()).isEqualTo(1);
        assertThat(found.at("/topics/0/title").asString()).isEqualTo("Sourdough");
        assertThat(found.at("/topics/0/last_message/text").asString()).isEqualTo("That is a good sign.");
        assertThat(found.get("next_offset").isNull()).isTrue();
        assertThat(closed.at("/topics/0/closed").asBoolean()).isTrue();
        assertThat(list(Map.of("search", "no such course")).get("topics")).isEmpty();
    }

    @Test
    void pagesShowEveryTopicOnce() {
        List<JsonNode> all = ids(list(Map.of("limit", 100)));
        List<JsonNode> paged = new ArrayList<>();
        JsonNode page = list(Map.of("limit", 2));
        while (true) {
            paged.addAll(ids(page));
            if (page.get("next_offset").isNull()) {
                break;
            }
            page = list(Map.of("limit", 2, "offset", page.get("next_offset").asString()));
        }

        assertThat(all).hasSizeGreaterThanOrEqualTo(4).doesNotHaveDuplicates();
        assertThat(paged).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({"list_topics, rust_and_rye", "list_topics, bob_stone", "create_topic, rust_and_rye", "create_topic, me"
    })
    void chatWithoutTopicsIsRefused(String tool, String chat) {
        Map<String, Object> input = new HashMap<>(Map.of("chat", chat));
        if (tool.equals("create_topic")) {
            input.put("title", "Nowhere");
        }
        host.checkRefused(tool, input, "chat", "This chat has no topics: read it with get_messages");
    }

    @Test
    void whoIsNotAMemberCreatesNoTopic() {
        JsonNode _ = host.post("/api/chats/leave", Map.of("chat", FORUM)).result();
        try {
            host.checkRefused(
                    "create_topic",
                    Map.of("chat", FORUM, "title", "From outside"),
                    "chat",
                    "This account is not a member of the forum: join it with join_chat first");
        } finally {
            JsonNode _ = host.post("/api/chats/join", Map.of("chat", FORUM)).result();
        }
        assertThat(list(Map.of("search", "From outside")).get("topics")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "list_topics, offset, 9999999999-1-1, Invalid offset",
        "list_topics, offset, second, ",
        "list_topics, limit, 101, less than or equal to 100",
        "create_topic, title, ' ', ",
        "create_topic, icon_color, pink, "
    })
    void malformedFieldIsRefused(String tool, String field, String value, String message) {
        Map<String, Object> input = new HashMap<>(Map.of("chat", FORUM));
        if (tool.equals("create_topic")) {
            input.put("title", "Malformed");
        }
        input.put(field, field.equals("limit") ? Integer.valueOf(value) : value);
        host.checkRefused(tool, input, field, message == null ? "" : message);
    }

    private JsonNode list(Map<String, Object> input) {
        Map<String, Object> query = new HashMap<>(input);
        query.put("chat", FORUM);
        return host.get("/api/topics", query).result();
    }

    private static List<JsonNode> ids(JsonNode page) {
        return page.get("topics").valueStream().map(topic -> topic.get("id")).toList();
    }
}
