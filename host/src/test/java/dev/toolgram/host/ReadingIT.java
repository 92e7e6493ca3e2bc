package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Reading chats: pages, search, every kind of message, what is unread. */
@ExtendWith(SharedSandbox.class)
class ReadingIT {

    private final SandboxHost host;

    ReadingIT(SandboxHost host) {
        this.host = host;
    }

    @Test
    void pagesJoinWithoutGapOrOverlap() {
        List<Long> ids = new ArrayList<>();
        long offset = 0;
        while (true) {
            JsonNode page = read(Map.of("chat", "rust_and_rye", "limit", 70, "offset_id", offset));
            if (page.isEmpty()) {
                break;
            }
            page.forEach(message -> ids.add(message.get("id").asLong()));
            offset = ids.getLast();
        }
        assertThat(ids).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ids)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 300)
                        .map(number -> 301 - number)
                        .boxed()
                        .toList());
    }

    @Test
    void offsetIsExclusive() {
        assertThat(read(Map.of("chat", "rust_and_rye", "limit", 1, "offset_id", 101))
                        .get(0)
                        .get("id")
                        .asLong())
                .isEqualTo(100);
        assertThat(read(Map.of("chat", "rust_and_rye", "limit", 1, "offset_id", 1)))
                .isEmpty();
    }

    @Test
    void searchFindsWordsAcrossPagesAndNothingElse() {
        JsonNode found = read(Map.of("chat", "rust_and_rye", "search", "crust", "limit", 200));
        JsonNode first = read(Map.of("chat", "rust_and_rye", "search", "crust", "limit", 5));
        JsonNode next = read(Map.of(
                "chat",
                "rust_and_rye",
                "search",
                "crust",
                "limit",
                5,
                "offset_id",
                first.get(4).get("id").asLong()));

        assertThat(found.size()).isGreaterThan(20);
        assertThat(found)
                .allSatisfy(
                        message -> assertThat(message.get("text").asString()).contains("crust"));
        assertThat(first.valueStream().toList())
                .isEqualTo(found.valueStream().limit(5).toList());
        assertThat(next.valueStream().toList())
                .isEqualTo(found.valueStream().skip(5).limit(5).toList());
        assertThat(read(Map.of("chat", "rust_and_rye", "search", "marmalade"))).hasSize(1);
        assertThat(read(Map.of("chat", "rust_and_rye", "search", "submarine"))).isEmpty();
    }

    @Test
    void everySenderHasItsNameAsInGetEntity() {
        JsonNode page = read(Map.of("chat", "rust_and_rye", "limit", 50));

        Map<Long, JsonNode> senders = new HashMap<>();
        page.forEach(message -> {
            assertThat(message.at("/sender/id")).isEqualTo(message.get("sender_id"));
            senders.put(message.get("sender_id").asLong(), message.get("sender"));
        });
        assertThat(senders).hasSizeGreaterThan(1);
        senders.forEach((id, sender) -> {
            JsonNode user = host.get("/api/entities", Map.of("chat", id)).result();
            assertThat(sender.get("username").asString(null))
                    .isEqualTo(user.path("username").asString(null));
            assertThat(sender.get("name").asString())
                    .isEqualTo((user.path("first_name").asString("") + " "
                                    + user.path("last_name").asString(""))
                            .strip());
        });
    }

    @Test
    void everyKindOfMessageHasItsMediaTypeAndCaption() {
        Map<Long, JsonNode> messages = byId("rust_and_rye");

        assertMedia(at(messages, 60), "MessageMediaDocument", "The full log of the starter");
        assertMedia(at(messages, 90), "MessageMediaDocument", "");
        assertMedia(at(messages, 150), "MessageMediaPoll", "");
        assertMedia(at(messages, 180), "MessageMediaGeo", "");
        assertMedia(at(messages, 210), "MessageMediaWebPage", "Worth reading: https://example.com/sourdough");
        assertThat(at(messages, 1).get("text").asString()).isEmpty();
        assertThat(at(messages, 1).get("media").asBoolean()).isFalse();
        assertThat(at(messages, 240).get("text").asString()).isNotEmpty();
        assertThat(at(messages, 45).get("reply_to_msg_id").asLong()).isEqualTo(41);
        TreeSet<String> withBob = new TreeSet<>();
        read(Map.of("chat", "bob_stone", "limit", 200))
                .forEach(message -> withBob.add(message.get("media_type").asString("")));
        assertThat(withBob).contains("MessageMediaPhoto", "MessageMediaDocument", "MessageMediaContact");
    }

    @Test
    void channelPostsAndBasicGroupsAreRead() {
        assertThat(read(Map.of("chat", "harbour_news", "limit", 200))).hasSizeGreaterThan(25);
        assertThat(read(Map.of("chat", "-2001", "limit", 200))
                        .get(0)
                        .get("chat_id")
                        .asLong())
                .isEqualTo(2001);
    }

    @Test
    void forwardedMessagesNameTheirOrigin() {
        JsonNode post = host.post(
                        "/api/messages/forward",
                        Map.of("from_chat", "harbour_news", "to_chat", "me", "message_ids", List.of(5)))
                .result()
                .get(0);
        JsonNode origin = at(byId("rust_and_rye"), 240).get("fwd_from");

        assertThat(origin.toString())
                .matches("\\{\"date\":\"2025-.*\",\"from_id\":1008,\"from_name\":\"Greta Lind\","
                        + "\"from_ref\":\"@greta_lind\",\"channel_post\":null,\"post_author\":null}");
        assertThat(post.at("/fwd_from/from_ref").asString()).isEqualTo("@harbour_news");
        assertThat(post.at("/fwd_from/channel_post").asLong()).isEqualTo(5);
    }

    @Test
    void channelPostsHaveViewsAndMessagesOfGroupsHaveNone() {
        JsonNode post = read(Map.of("chat", "harbour_news", "limit", 1)).get(0);
        JsonNode message = read(Map.of("chat", "rust_and_rye", "limit", 1)).get(0);

        assertThat(post.get("views").asInt()).isPositive();
        assertThat(post.get("forwards").isInt()).isTrue();
        assertThat(message.get("views").isNull()).isTrue();
        assertThat(message.get("forwards").isNull()).isTrue();
    }

    @Test
    void readingDoesNotMarkAsReadAndMarkReadDoes() {
        JsonNode _ = host.sandbox("receive", Map.of("chat_id", 1003, "text", "are you there?"));
        long before = unread("1003");
        JsonNode _ = read(Map.of("chat", "1003"));
        assertThat(unread("1003")).isEqualTo(before).isPositive();

        assertThat(host.post("/api/messages/read", Map.of("chat", "1003"))
                        .result()
                        .toString())
                .isEqualTo("{\"ok\":true}");
        assertThat(unread("1003")).isZero();
    }

    @Test
    void archivedChatsAreInTheirOwnList() {
        JsonNode archived = host.get("/api/dialogs", Map.of("archived", true)).result();
        JsonNode main = host.get("/api/dialogs", Map.of("limit", 200)).result();

        assertThat(archived)
                .singleElement()
                .satisfies(dialog -> assertThat(dialog.get("id").asLong()).isEqualTo(1004));
        assertThat(main.valueStream().map(dialog -> dialog.get("id").asLong())).doesNotContain(1004L);
    }

    @Test
    void dialogsKeepToTheirLimit() {
        assertThat(host.get("/api/dialogs", Map.of("limit", 1)).result()).hasSize(1);
    }

    private JsonNode read(Map<String, Object> query) {
        return host.get("/api/messages", query).result();
    }

    private Map<Long, JsonNode> byId(String chat) {
        Map<Long, JsonNode> messages = new HashMap<>();
        for (long offset : List.of(0L, 151L)) {
            read(Map.of("chat", chat, "limit", 200, "offset_id", offset))
                    .forEach(message -> messages.put(message.get("id").asLong(), message));
        }
        return messages;
    }

    private static JsonNode at(Map<Long, JsonNode> messages, long id) {
        return Objects.requireNonNull(messages.get(id), () -> "no message " + id);
    }

    private long unread(String ref) {
        return host.get("/api/dialogs", Map.of("limit", 200))
                .result()
                .valueStream()
                .filter(dialog -> dialog.get("ref").asString().equals(ref))
                .findFirst()
                .orElseThrow()
                .get("unread_count")
                .asLong();
    }

    private static void assertMedia(JsonNode message, String type, String text) {
        assertThat(message.get("media").asBoolean()).isTrue();
        assertThat(message.get("media_type").asString()).isEqualTo(type);
        assertThat(message.get("text").asString()).isEqualTo(text);
    }
}
