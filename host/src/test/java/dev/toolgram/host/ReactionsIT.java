package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Messages are reacted to, and their readers are named. */
@NullMarked
class ReactionsIT {

    private static final String GROUP = "rust_and_rye";
    private static final long GROUP_ID = 3001;
    private static final long BOB = 1002;
    private static final long CARLA = 1003;
    private static final long ERIN = 1006;

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
    @CsvSource({"false, 20", "true, 21"})
    void reactionIsSetReplacedAndRemoved(boolean mcp, long id) {
        set(mcp, id, "👍");
        set(mcp, id, "❤️"); // as a keyboard writes it; Telegram's reaction has no variation selector

        JsonNode read = reactions(id, Map.of());
        assertThat(read.get("reactions").toString()).isEqualTo("[{\"emoji\":\"❤\",\"count\":1,\"chosen\":true}]");
        assertThat(read.at("/people/0/user/ref").asString()).isEqualTo("@ann_tester");
        assertThat(read.at("/people/0/date").asString()).endsWith("+00:00");

        for (int twice = 0; twice < 2; twice++) {
            assertThat(host.result(mcp, "remove_reaction", Map.of("message_id", id, "chat", GROUP))
                            .toString())
                    .isEqualTo("{\"ok\":true}");
            assertThat(reactions(id, Map.of()).get("reactions")).isEmpty();
        }
    }

    @Test
    void reactionsOfOthersStayAndArePaged() {
        react(GROUP_ID, 30, BOB, "🔥");
        react(GROUP_ID, 30, ERIN, "🔥");
        set(false, 30, "🎉");

        JsonNode all = reactions(30, Map.of());
        assertThat(all.get("reactions").toString())
                .isEqualTo("[{\"emoji\":\"🔥\",\"count\":2,\"chosen\":false},"
                        + "{\"emoji\":\"🎉\",\"count\":1,\"chosen\":true}]");
        assertThat(all.get("next_offset").isNull()).isTrue();

        JsonNode first = reactions(30, Map.of("limit", 2));
        JsonNode second = reactions(
                30, Map.of("limit", 2, "offset", first.get("next_offset").asString()));
        assertThat(first.get("people")
                        .valueStream()
                        .map(each -> each.at("/user/first_name").asString()))
                .containsExactly("Ann", "Erin");
        assertThat(second.get("people")
                        .valueStream()
                        .map(each -> each.at("/user/first_name").asString()))
                .containsExactly("Bob");
        assertThat(second.get("next_offset").isNull()).isTrue();

        JsonNode _ = host.result(false, "remove_reaction", Map.of("message_id", 30, "chat", GROUP));
        assertThat(reactions(30, Map.of()).get("reactions").toString())
                .isEqualTo("[{\"emoji\":\"🔥\",\"count\":2,\"chosen\":false}]");
    }

    @Test
    void reactionInAPrivateChatIsRead() {
        long id = send("bob_stone");
        react(BOB, id, BOB, "👏");

        Awaitility.await().untilAsserted(() -> {
            JsonNode read = host.get("/api/messages/" + id + "/reactions", Map.of("chat", "bob_stone"))
                    .result();
            assertThat(read.at("/reactions/0/emoji").asString()).isEqualTo("👏");
            assertThat(read.at("/people/0/user/ref").asString()).isEqualTo("@bob_stone");
        });
    }

    @Test
    void channelCountsReactionsWithoutNames() {
        JsonNode _ = host.post("/api/messages/5/reactions", Map.of("chat", "harbour_news", "emoji", "🔥"))
                .result();

        JsonNode read = host.get("/api/messages/5/reactions", Map.of("chat", "harbour_news"))
                .result();
        assertThat(read.at("/reactions/0/count").asInt()).isEqualTo(1);
        assertThat(read.get("people")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rust_and_rye | 40 | 🦄 | emoji | '🦄' is not a reaction in this chat: use one of 👍",
                "rust_and_rye | 40 | no | emoji | 'no' is not a reaction in this chat",
                "harbour_news | 6 | 👎 | emoji | use one of 👍 ❤ 🔥",
                "night_trains | 2 | 👍 | message_id | the chat has reactions switched off",
                "rust_and_rye | 1 | 👍 | message_id | or it is a service message",
                "open_kitchen | 1 | 👍 | chat | Only members can react here: join with join_chat first",
                "rust_and_rye | 999999 | 👍 | message_id | message 999999 not found in chat",
                "https://t.me/rust_and_rye/12 | 40 | 👍 | chat | This link names message 12, but message_id does not",
            })
    void reactionThatIsNotPossibleIsRefused(String chat, long id, String emoji, String field, String message) {
        host.checkRefused("set_reaction", Map.of("message_id", id, "chat", chat, "emoji", emoji), field, message);
    }

    @Test
    void readersOfAGroupAreNamed() {
        long id = send("bread_school");
        assertThat(readBy("bread_school", id)).isEmpty();

        JsonNode _ = host.sandbox("read", Map.of("chat_id", 3009, "from", BOB));

        JsonNode readers = readBy("bread_school", id);
        assertThat(readers).hasSize(1);
        assertThat(readers.at("/0/user/ref").asString()).isEqualTo("@bob_stone");
        assertThat(readers.at("/0/date").asString()).endsWith("+00:00");
    }

    @ParameterizedTest
    @CsvSource({"bob_stone, 1002, true", "1003, 1003, false"})
    void readingOfAPrivateMessageIsReportedWithItsTimeUnlessThatIsHidden(String chat, long person, boolean dated) {
        long id = send(chat);
        assertThat(readBy(chat, id)).isEmpty();

        JsonNode _ = host.sandbox("read", Map.of("chat_id", person, "from", person));

        Awaitility.await().untilAsserted(() -> assertThat(readBy(chat, id)).hasSize(1));
        assertThat(readBy(chat, id).at("/0/user/id").asLong()).isEqualTo(person);
        assertThat(readBy(chat, id).at("/0/date").isNull()).isEqualTo(!dated);
    }

    @Test
    void oldPrivateMessageIsReadWithoutATime() {
        JsonNode readers = readBy("bob_stone", seeded("bob_stone", "Thank you!"));

        assertThat(readers).hasSize(1);
        assertThat(readers.at("/0/date").isNull()).isTrue();
    }

    @Test
    void readersThatTelegramDoesNotNameAreRefused() {
        String rule = "Telegram says who has read a message of your own for seven days";
        host.checkRefused(
                "get_message_read_by",
                Map.of("message_id", send(GROUP), "chat", GROUP),
                "message_id",
                "are not known. " + rule);
        host.checkRefused(
                "get_message_read_by",
                Map.of("message_id", 100, "chat", "bread_school"),
                "message_id",
                "message 100 not found in chat");
        host.checkRefused(
                "get_message_read_by",
                Map.of("message_id", 4, "chat", "bread_school"),
                "message_id",
                "This account did not send message 4. " + rule);
        host.checkRefused(
                "get_message_read_by",
                Map.of("message_id", 2, "chat", "harbour_news"),
                "chat",
                "Channels do not show their readers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seventeen letters"})
    void emojiHasOneToSixteenCharacters(String emoji) {
        host.checkRefused("set_reaction", Map.of("message_id", 40, "chat", GROUP, "emoji", emoji), "emoji", "");
    }

    private static long send(String chat) {
        return host.post("/api/messages", Map.of("chat", chat, "text", "Read me"))
                .result()
                .get("id")
                .asLong();
    }

    private static long seeded(String chat, String text) {
        return host.get("/api/messages", Map.of("chat", chat, "search", text))
                .result()
                .get(0)
                .get("id")
                .asLong();
    }

    private static void react(long chat, long message, long person, String emoji) {
        JsonNode _ =
                host.sandbox("react", Map.of("chat_id", chat, "message_id", message, "from", person, "emoji", emoji));
    }

    private static void set(boolean mcp, long id, String emoji) {
        assertThat(host.result(mcp, "set_reaction", Map.of("message_id", id, "chat", GROUP, "emoji", emoji))
                        .toString())
                .isEqualTo("{\"ok\":true}");
    }

    private static JsonNode reactions(long id, Map<String, Object> more) {
        Map<String, Object> query = new HashMap<>(more);
        query.put("chat", GROUP);
        return host.get("/api/messages/" + id + "/reactions", query).result();
    }

    private static JsonNode readBy(String chat, long id) {
        return host.get("/api/messages/" + id + "/read_by", Map.of("chat", chat))
                .result()
                .get("read_by");
    }
}
