package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Drafts, scheduled messages, and the quotes and topics of sent messages. */
@ExtendWith(SharedSandbox.class)
class DraftsIT {

    private final SandboxHost host;
    private final String text = "text " + UUID.randomUUID();

    DraftsIT(SandboxHost host) {
        this.host = host;
    }

    @Test
    void aDraftIsListedUntilItIsReplacedOrCleared() {
        String group = group();
        long id = host.post("/api/messages", Map.of("chat", group, "text", "first"))
                .result()
                .get("id")
                .asLong();

        assertThat(host.post("/api/drafts", Map.of("chat", group, "text", "old"))
                        .status())
                .isEqualTo(200);
        assertThat(host.mcp(
                                "save_draft",
                                Map.of("chat", group, "text", "**" + text + "**", "parse_mode", "md", "reply_to", id))
                        .result()
                        .toString())
                .isEqualTo("{\"ok\":true}");

        JsonNode draft = draft(group).orElseThrow();
        assertThat(draft.get("text").asString()).isEqualTo(text);
        assertThat(draft.get("reply_to_msg_id").asLong()).isEqualTo(id);
        assertThat(OffsetDateTime.parse(draft.get("date").asString()).toInstant())
                .isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(1, ChronoUnit.MINUTES));
        assertThat(host.sandbox("count", Map.of("text", text)).get("count").asInt())
                .as("sent")
                .isZero();
        for (int i = 0; i < 2; i++) { // repeatable
            assertThat(host.send("DELETE", "/api/drafts", Map.of("chat", group))
                            .result()
                            .toString())
                    .isEqualTo("{\"ok\":true}");
            assertThat(draft(group)).isEmpty();
        }
    }

    @Test
    void draftsOfArchivedChatsAreListed() {
        assertThat(host.post("/api/drafts", Map.of("chat", "1004", "text", text))
                        .status())
                .isEqualTo(200);
        assertThat(draft("1004")).isPresent();
        assertThat(host.mcp("clear_draft", Map.of("chat", "1004")).isError()).isFalse();
    }

    @Test
    void topicsOfAForumHaveTheirOwnDrafts() {
        long sourdough = topicOf("apples");
        long general = 1;
        long id = host.get("/api/messages", Map.of("chat", "bread_school", "search", "apples"))
                .result()
                .get(0)
                .get("id")
                .asLong();
        Map<String, Object> inTopic = Map.of("chat", "bread_school", "topic_id", sourdough);
        for (Map<String, Object> draft : List.<Map<String, Object>>of(
                Map.of("chat", "bread_school", "text", "general", "topic_id", general),
                Map.of("chat", "bread_school", "text", text, "topic_id", sourdough, "reply_to", id))) {
            assertThat(host.post("/api/drafts", draft).status()).isEqualTo(200);
        }
        assertThat(draftsInTopics()).containsOnly("1 general null", sourdough + " " + text + " " + id);

        assertThat(host.mcp("clear_draft", inTopic).isError()).isFalse();
        assertThat(draftsInTopics()).containsOnly("1 general null");
        assertThat(host.send("DELETE", "/api/drafts", Map.of("chat", "bread_school", "topic_id", general))
                        .status())
                .isEqualTo(200);
        assertThat(draftsInTopics()).isEmpty();
    }

    private List<String> draftsInTopics() {
        return host.get("/api/drafts", Map.of())
                .result()
                .valueStream()
                .filter(draft -> draft.at("/chat/username").asString("").equals("bread_school"))
                .map(draft -> "%s %s %s"
                        .formatted(
                                draft.get("topic_id").asString("null"),
                                draft.get("text").asString(),
                                draft.get("reply_to_msg_id").asString("null")))
                .toList();
    }

    /** The topic of which a word in its first answer is known; that answer follows the message that opens it. */
    private long topicOf(String word) {
        return host.get("/api/messages", Map.of("chat", "bread_school", "search", word))
                        .result()
                        .get(0)
                        .get("id")
                        .asLong()
                - 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "echo_bot", "GROUP"})
    void aScheduledMessageIsListedUntilItIsCancelled(String chat) {
        String ref = chat.equals("GROUP") ? group() : chat;
        JsonNode scheduled = host.post(
                        "/api/messages", Map.of("chat", ref, "text", text, "schedule", "2027-01-31T18:30:00Z"))
                .result();
        long id = scheduled.get("id").asLong();

        assertThat(scheduled.get("scheduled").asBoolean()).isTrue();
        assertThat(scheduled.get("date").asString()).isEqualTo("2027-01-31T18:30:00+00:00");
        assertThat(scheduled(ref)).contains(id);
        assertThat(host.mcp("list_scheduled_messages", Map.of("chat", ref)).result())
                .contains(scheduled);
        assertThat(host.sandbox("count", Map.of("text", text)).get("count").asInt())
                .as("sent")
                .isZero();

        assertThat(host.send("DELETE", "/api/scheduled/" + id, Map.of("chat", ref))
                        .result()
                        .toString())
                .isEqualTo("{\"ok\":true}");
        assertThat(scheduled(ref)).doesNotContain(id);
        assertThat(host.mcp("cancel_scheduled_message", Map.of("chat", ref, "message_id", id))
                        .text())
                .startsWith("message_id: No scheduled message " + id);
    }

    @Test
    void theNextScheduledMessageIsTheFirst() {
        String group = group();
        for (String date : List.of("2027-01-03T00:00:00Z", "2027-01-01T00:00:00Z", "2027-01-02T01:00:00+01:00")) {
            assertThat(host.post("/api/messages", Map.of("chat", group, "text", text, "schedule", date))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(host.get("/api/scheduled", Map.of("chat", group))
                        .result()
                        .valueStream()
                        .map(message -> message.get("date").asString().substring(0, 10)))
                .containsExactly("2027-01-01", "2027-01-02", "2027-01-03");
    }

    @Test
    void aMessageIsScheduledOnceForItsIdempotencyKey() {
        String group = group();
        Map<String, Object> call = Map.of(
                "chat",
                group,
                "text",
                text,
                "schedule",
                "2027-01-03T00:00:00Z",
                "idempotency_key",
                text.replace(' ', '-'));

        JsonNode first = host.mcp("send_message", call).result();
        JsonNode second = host.mcp("send_message", call).result();

        assertThat(second).isEqualTo(first);
        assertThat(scheduled(group)).hasSize(1);
    }

    @Test
    @Tag("soak")
    void aScheduledMessageIsSentAtItsDate() {
        String group = group();
        OffsetDateTime date =
                OffsetDateTime.now(java.time.ZoneOffset.UTC).plusSeconds(17).truncatedTo(ChronoUnit.SECONDS);
        assertThat(host.post(
                                "/api/messages",
                                Map.of(
                                        "chat",
                                        group,
                                        "text",
                                        text,
                                        "schedule",
                                        date.format(java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME)))
                        .result()
                        .get("scheduled")
                        .asBoolean())
                .isTrue();

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(host.get("/api/messages", Map.of("chat", group, "limit", 1))
                                .result()
                                .get(0)
                                .get("text")
                                .asString())
                        .isEqualTo(text));
        JsonNode sent = host.get("/api/messages", Map.of("chat", group, "limit", 1))
                .result()
                .get(0);
        assertThat(sent.has("scheduled")).isFalse();
        assertThat(OffsetDateTime.parse(sent.get("date").asString())).isEqualTo(date);
        assertThat(scheduled(group)).isEmpty();
    }

    @Test
    void aReplyMayQuote() {
        String group = group();
        long id = host.post(
                        "/api/messages", Map.of("chat", group, "text", "🍞 one **two three** four", "parse_mode", "md"))
                .result()
                .get("id")
                .asLong();

        JsonNode reply = host.post(
                        "/api/messages", Map.of("chat", group, "text", text, "reply_to", id, "quote", "three four"))
                .result();

        assertThat(reply.get("reply_to_msg_id").asLong()).isEqualTo(id);
    }

    @Test
    void aMessageIsSentToATopicAndFoundThere() {
        long sourdough = host.get("/api/messages", Map.of("chat", "bread_school", "search", "apples"))
                .result()
                .get(0)
                .get("id")
                .asLong();
        assertThat(host.post("/api/messages", Map.of("chat", "bread_school", "text", text, "topic_id", sourdough - 1))
                        .status())
                .isEqualTo(200);

        assertThat(host.get("/api/messages", Map.of("chat", "bread_school", "topic_id", sourdough - 1))
                        .result()
                        .valueStream()
                        .map(message -> message.get("text").asString()))
                .contains(text, "My starter smells of apples.")
                .doesNotContain("How hot is your oven?");
        assertThat(host.mcp("get_messages", Map.of("chat", "bread_school", "topic_id", sourdough - 1, "search", "hot"))
                        .result())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "send_message | {'chat':'me','text':'x','schedule':'2020-01-01T00:00:00Z'} | schedule | not in the future",
                "send_message | {'chat':'me','text':'x','schedule':'2090-01-01T00:00:00Z'} | schedule | for a year",
                "send_message | {'chat':'me','text':'x','schedule':'tomorrow'} | schedule | ISO 8601",
                "send_message | {'chat':'me','text':'x','quote':'y'} | quote | needs reply_to",
                "send_message | {'chat':'https://t.me/rust_and_rye/60','text':'x','quote':'y is not in it'} | quote"
                        + " | word for word",
                "send_message | {'chat':'me','text':'x','topic_id':5} | topic_id | no topics",
                "save_draft | {'chat':'me','text':' '} | text | visible character",
                "save_draft | {'chat':'me','text':'x','reply_to':999999} | reply_to | message 999999 not found in chat",
                "save_draft | {'chat':'nobody_of_that_name','text':'x'} | chat | No chat",
                "save_draft | {'chat':'me','text':'x','topic_id':5} | topic_id | no topics",
                "save_draft | {'chat':'bread_school','text':'x','topic_id':5000} | topic_id | topic 5000 not found in chat",
                "clear_draft | {'chat':'nobody_of_that_name'} | chat | No chat",
                "clear_draft | {'chat':'rust_and_rye','topic_id':1} | topic_id | no topics",
                "clear_draft | {'chat':'bread_school','topic_id':5000} | topic_id | topic 5000 not found in chat",
                "list_scheduled_messages | {'chat':'nobody_of_that_name'} | chat | No chat",
                "list_scheduled_messages | {'chat':'harbour_news'} | chat | administrators",
                "cancel_scheduled_message | {'chat':'me','message_id':999999} | message_id | No scheduled message 999999",
            })
    void theFieldIsNamedOnBothDoors(String tool, String input, String field, String words) {
        Map<String, Object> arguments =
                SandboxHost.JSON.readValue(input.replace('\'', '"'), new TypeReference<Map<String, Object>>() {});

        host.checkRefused(tool, arguments, field, words);
    }

    private Optional<JsonNode> draft(String chat) {
        return host.get("/api/drafts", Map.of())
                .result()
                .valueStream()
                .filter(draft -> draft.at("/chat/ref").asString().equals(chat)
                        || draft.at("/chat/id").asString().equals(chat))
                .findFirst();
    }

    private List<Long> scheduled(String chat) {
        return host.get("/api/scheduled", Map.of("chat", chat))
                .result()
                .valueStream()
                .map(message -> message.get("id").asLong())
                .toList();
    }

    private String group() {
        return host.post("/api/chats", Map.of("title", "Group " + UUID.randomUUID()))
                .result()
                .get("ref")
                .asString();
    }
}
