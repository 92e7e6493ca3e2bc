package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each type of events, on the real TDLib: what happens is one event, with these fields, and nothing else is. */
@ExtendWith(SharedSandbox.class)
class EventTypesIT {

    private static final long ANN = 1001; // the account
    private static final long BOB = 1002;
    private static final long CARLA = 1003;

    private final SandboxHost host;
    private long begin;

    EventTypesIT(SandboxHost host) {
        this.host = host;
    }

    @BeforeEach
    void readFromNow() {
        begin = host.get("/api/events", Map.of("after", -1))
                .result()
                .get("next")
                .asLong();
    }

    @AfterEach
    void clearFaults() {
        var _ = host.sandbox("clear_faults", Map.of());
    }

    /** Waits for the events of some types in a chat, and for more that should not come. */
    private List<String> await(String types, String chat, int count) {
        Map<String, Object> query = Map.of("after", begin, "types", types, "chats", chat, "limit", 1000);
        List<String> shown = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            shown.clear();
            host.get("/api/events", query)
                    .result()
                    .get("events")
                    .forEach(event -> shown.add(event.get("type").asString() + " " + event.get("data")));
            return shown.size() >= count;
        });
        return shown;
    }

    private long send(String chat) {
        return host.post("/api/messages", Map.of("chat", chat, "text", "about the events"))
                .result()
                .get("id")
                .asLong();
    }

    private long group() {
        return host.post("/api/chats", Map.of("title", "Events " + UUID.randomUUID()))
                .result()
                .get("id")
                .asLong();
    }

    private void sandbox(String tool, Object... input) {
        Map<String, Object> fields = new java.util.HashMap<>();
        for (int i = 0; i < input.length; i += 2) {
            fields.put((String) input[i], input[i + 1]);
        }
        var _ = host.sandbox(tool, fields);
    }

    private JsonNode call(String tool, Map<String, ?> input) {
        return host.post("/api/tools/" + tool, input).result();
    }

    @Test
    void aRefusedMessageHasFailed() {
        sandbox("fail", "method", "messages.sendMessage", "code", 400, "message", "USER_IS_BLOCKED");

        var answer = host.post("/api/messages", Map.of("chat", "@bob_stone", "text", "to nobody"));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(await("message.failed", "@bob_stone", 1))
                .containsExactly("message.failed {\"error\":{\"code\":400,\"message\":\"USER_IS_BLOCKED\"},"
                        + "\"text\":\"to nobody\"}");
    }

    @Test
    void aFloodOfTheAccountSaysHowLong() {
        sandbox("fail", "method", "messages.sendMessage", "code", 420, "message", "FLOOD_WAIT_99");

        var answer = host.post("/api/messages", Map.of("chat", "@bob_stone", "text", "too fast"));

        assertThat(answer.status()).isEqualTo(502);
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                host.get("/api/events", Map.of("after", begin, "types", "account.state"))
                                        .result()
                                        .get("events")
                                        .valueStream()
                                        .map(event -> event.get("chat_id") + " " + event.get("data")))
                        .containsExactly("null {\"flood_seconds\":99,\"function\":\"sendMessage\"}"));
    }

    @Test
    void reactionsAreTheirNewState() {
        long id = send("@bob_stone");
        sandbox("react", "chat_id", BOB, "message_id", id, "from", BOB, "emoji", "👍");
        await("message.reactions", "@bob_stone", 1);
        sandbox("react", "chat_id", BOB, "message_id", id, "from", BOB);
        await("message.reactions", "@bob_stone", 2);
        sandbox("react", "chat_id", BOB, "message_id", id, "from", BOB, "emoji", "👍");

        String some =
                "message.reactions {\"message_id\":%d,\"reactions\":[{\"emoji\":\"👍\",\"count\":1,\"chosen\":false}]}"
                        .formatted(id);
        String none = "message.reactions {\"message_id\":%d,\"reactions\":[]}".formatted(id);
        assertThat(await("message.reactions", "@bob_stone", 3)).containsExactly(some, none, some);
    }

    @Test
    void readingOfTheOtherSideIsAnEvent() {
        long id = send("@bob_stone");

        sandbox("read", "chat_id", BOB, "from", BOB);

        // Those of the tests before may be late.
        Awaitility.await()
                .untilAsserted(() -> assertThat(await("message.read", "@bob_stone", 1))
                        .containsOnlyOnce("message.read {\"by\":\"others\",\"max_id\":%d}".formatted(id)));
    }

    @Test
    void membersComeAndGo() {
        long group = group();
        String chat = Long.toString(group);
        begin = host.get("/api/events", Map.of("after", -1))
                .result()
                .get("next")
                .asLong();
        sandbox("join", "chat_id", group, "user_id", BOB);
        await("chat.member", chat, 1);
        JsonNode _ = call("invite_to_group", Map.of("chat", chat, "users", List.of(CARLA)));
        await("chat.member", chat, 2);
        JsonNode _ = call("ban_user", Map.of("chat", chat, "user", "@bob_stone"));
        await("chat.member", chat, 3);
        sandbox("set_role", "chat_id", group, "user_id", CARLA, "role", "OWNER");
        await("chat.member", chat, 4);
        JsonNode _ = call("leave_chat", Map.of("chat", chat));

        assertThat(await("chat.member", chat, 5))
                .extracting(event -> event.replaceAll("\"message_id\":\\d+,", ""))
                .containsExactly(
                        "chat.member {\"status\":\"member\",\"user_ids\":[%d]}".formatted(BOB),
                        "chat.member {\"status\":\"member\",\"user_ids\":[%d]}".formatted(CARLA),
                        "chat.member {\"status\":\"left\",\"user_ids\":[%d]}".formatted(BOB),
                        "chat.member {\"status\":\"member\",\"user_ids\":[%d]}".formatted(ANN),
                        "chat.member {\"status\":\"left\",\"user_ids\":[%d]}".formatted(ANN));
    }

    @ParameterizedTest
    @CsvSource({"rust_and_rye, 3001", "-2001, 2001"})
    void anotherTitleIsAnUpdateOfTheChat(String chat, long id) {
        String title = "Titled " + UUID.randomUUID();

        sandbox("set_title", "chat_id", id, "title", title);

        assertThat(await("chat.updated", chat, 1))
                .containsExactly("chat.updated {\"field\":\"title\",\"title\":\"%s\"}".formatted(title));
    }

    @Test
    void otherPermissionsAreAnUpdateOfTheChat() {
        String chat = Long.toString(group());
        begin = host.get("/api/events", Map.of("after", -1))
                .result()
                .get("next")
                .asLong();

        JsonNode _ = call("set_group_permissions", Map.of("chat", chat, "send_polls", false));

        List<String> shown = await("chat.updated", chat, 1);
        assertThat(shown).hasSize(1);
        assertThat(shown.getFirst())
                .contains("\"field\":\"permissions\"", "\"can_send_polls\":false", "\"can_send_photos\":true");
    }

    @Test
    void aRequestToJoinIsAnEventOfEachUser() {
        long group = group();
        String link = call("create_invite_link", Map.of("chat", group, "approval", true))
                .get("link")
                .asString();
        for (long user : List.of(BOB, CARLA)) {
            sandbox("join", "chat_id", group, "user_id", user, "hash", link.replaceAll(".*\\+", ""));
        }

        assertThat(await("join_request.new", Long.toString(group), 2))
                .containsExactly(
                        "join_request.new {\"user_id\":%d,\"total_count\":1}".formatted(BOB),
                        "join_request.new {\"user_id\":%d,\"total_count\":2}".formatted(CARLA));
        JsonNode _ = call("answer_join_request", Map.of("chat", group, "user", "@bob_stone", "approve", true));
        assertThat(await("join_request.new,chat.member", Long.toString(group), 3)
                        .getLast())
                .matches("chat.member \\{\"message_id\":\\d+,\"status\":\"member\",\"user_ids\":\\[%d\\]}"
                        .formatted(BOB));
    }

    @Test
    void votesAndTheEndOfAPollAreItsNewState() {
        String chat = Long.toString(group());
        JsonNode poll = call("create_poll", Map.of("chat", chat, "question", "Tea?", "options", List.of("yes", "no")));
        long id = poll.get("id").asLong();
        sandbox("vote", "chat_id", Long.parseLong(chat), "message_id", id, "from", BOB, "options", List.of(1));
        await("poll.updated", chat, 1);
        JsonNode _ = call("close_poll", Map.of("chat", chat, "message_id", id));

        String state =
                "poll.updated {\"message_id\":%d,\"question\":\"Tea?\",\"total_voters\":1,\"closed\":%b,\"results\":["
                        + "{\"option_index\":0,\"text\":\"yes\",\"voters\":0,\"chosen\":false},"
                        + "{\"option_index\":1,\"text\":\"no\",\"voters\":1,\"chosen\":false}]}";
        assertThat(await("poll.updated", chat, 2))
                .containsExactly(state.formatted(id, false), state.formatted(id, true));
    }
}
