package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Single messages, pinned ones, and the filters of get_messages, on both doors. */
class MessageToolsIT {

    private static final String RUST = "https://t.me/rust_and_rye/";

    /** Not shared: the tests count the messages of a group that others write to. */
    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void aMessageIsReadByItsIdOrItsLink() {
        JsonNode expected = host.get("/api/messages", Map.of("chat", "rust_and_rye", "limit", 1, "offset_id", 61))
                .result()
                .get(0);

        assertThat(host.get("/api/messages/60", Map.of("chat", "rust_and_rye")).result())
                .isEqualTo(expected);
        assertThat(host.mcp("get_message", Map.of("chat", RUST + 60, "message_id", 60))
                        .result())
                .isEqualTo(expected);
    }

    @Test
    void refusalOfTelegramIsHandedOn() {
        JsonNode _ = host.sandbox(
                "fail", Map.of("method", "channels.getMessages", "code", 400, "message", "PEER_FLOOD", "times", -1));
        try {
            RestResponse answer = host.get("/api/messages/999998", Map.of("chat", "rust_and_rye"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(502);
            assertThat(host.mcp("get_message", Map.of("chat", "rust_and_rye", "message_id", 999_998))
                            .isError())
                    .isTrue();
        } finally {
            JsonNode _ = host.sandbox("clear_faults", Map.of());
        }
    }

    @ParameterizedTest
    @CsvSource({"me, true", "bob_stone, false", "GROUP, true", "-2001, true"})
    void aPinnedMessageIsListedUntilItIsUnpinned(String chat, boolean silent) {
        String ref = chat.equals("GROUP") ? group() : chat;
        long id = send(ref);
        Map<String, Object> pin = Map.of("chat", ref, "silent", silent);

        for (int i = 0; i < 2; i++) { // repeatable
            assertThat(host.post("/api/messages/" + id + "/pin", pin).result().toString())
                    .isEqualTo("{\"ok\":true}");
            assertThat(pinned(ref)).contains(id);
        }
        assertThat(host.sandbox("messages", Map.of("chat_id", chatId(ref))).valueStream())
                .as("one note in the chat")
                .filteredOn(message -> message.path("reply_to_msg_id").asLong() == id)
                .hasSizeLessThan(2);
        for (int i = 0; i < 2; i++) {
            assertThat(host.mcp("unpin_message", Map.of("chat", ref, "message_id", id))
                            .result()
                            .toString())
                    .isEqualTo("{\"ok\":true}");
            assertThat(pinned(ref)).doesNotContain(id);
        }
    }

    @Test
    void pinnedMessagesAreListedNewestFirstInPages() {
        String group = group();
        List<Long> ids = List.of(send(group), send(group), send(group));
        ids.forEach(id ->
                host.post("/api/messages/" + id + "/pin", Map.of("chat", group)).result());

        assertThat(pinned(group)).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(ids(host.mcp("get_pinned_messages", Map.of("chat", group, "limit", 1, "offset_id", ids.get(2)))
                        .result()))
                .containsExactly(ids.get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | 300,299,298",
                "{'after_id':0} | 1,2,3",
                "{'after_id':297} | 298,299,300",
                "{'after_id':299} | 300",
                "{'after_id':300} | ",
                "{'from':'@greta_lind','offset_id':100} | 98,92,86",
                "{'from':1008,'after_id':80} | 86,92,98",
                "{'media':'document'} | 60",
                "{'media':'photo'} | ",
                "{'media':'poll'} | 150",
                "{'media':'link'} | 210",
                "{'media':'link','search':'reading','from':'erin_walsh'} | 210",
                "{'media':'link','from':'greta_lind'} | ",
                "{'search':'marmalade','after_id':0} | 270",
                "{'search':'marmalade','after_id':270} | ",
                "{'max_date':'D100'} | 100,99,98",
                "{'max_date':'D100','offset_id':50} | 49,48,47",
                "{'min_date':'D299'} | 300,299",
                "{'min_date':'D150','max_date':'D151'} | 151,150",
                "{'min_date':'D150','after_id':0} | 150,151,152",
                "{'min_date':'D150','max_date':'D151','after_id':0} | 150,151",
                "{'min_date':'D150','max_date':'D151','media':'poll'} | 150",
                "{'max_date':'2020-01-01T00:00:00Z'} | ",
                "{'min_date':'2090-01-01T00:00:00Z'} | ",
                "{'max_date':'2090-01-01T00:00:00Z'} | 300,299,298",
            })
    void messagesAreFiltered(String filters, @org.jspecify.annotations.Nullable String expected) {
        Map<String, Object> input = input(filters, "rust_and_rye");
        List<Long> ids = expected == null
                ? List.of()
                : List.of(expected.split(",")).stream().map(Long::valueOf).toList();

        assertThat(ids(host.get("/api/messages", input).result())).isEqualTo(ids);
        assertThat(ids(host.mcp("get_messages", input).result())).isEqualTo(ids);
    }

    @Test
    void oldestFirstReadsAllPagesOfALongChat() {
        List<Long> ids = ids(host.get("/api/messages", Map.of("chat", "rust_and_rye", "limit", 200, "after_id", 0))
                .result());
        ids.addAll(ids(host.get("/api/messages", Map.of("chat", "rust_and_rye", "limit", 200, "after_id", 200))
                .result()));

        assertThat(ids)
                .isEqualTo(
                        java.util.stream.LongStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void theContextOfAMessageIsInOrder() {
        assertThat(ids(host.get("/api/messages/100/context", Map.of("chat", "rust_and_rye", "before", 2, "after", 3))
                        .result()))
                .containsExactly(98L, 99L, 100L, 101L, 102L, 103L);
        assertThat(ids(host.mcp("get_message_context", Map.of("chat", RUST + 2, "message_id", 2))
                        .result()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(ids(host.mcp(
                                "get_message_context",
                                Map.of("chat", "rust_and_rye", "message_id", 299, "before", 0, "after", 100))
                        .result()))
                .startsWith(299L, 300L);
    }

    @Test
    void repliesToAMessageAndToThoseAreItsThread() {
        String group = group();
        long root = send(group);
        long other = send(group);
        long first = reply(group, root);
        long second = reply(group, first);
        long third = reply(group, root);
        long _ = reply(group, other);
        String path = "/api/messages/" + root + "/replies";

        assertThat(ids(host.get(path, Map.of("chat", group)).result())).containsExactly(third, second, first);
        assertThat(ids(host.get(path, Map.of("chat", group, "limit", 1, "offset_id", third))
                        .result()))
                .containsExactly(second);
        assertThat(ids(host.mcp("get_replies", Map.of("chat", "rust_and_rye", "message_id", 41))
                        .result()))
                .containsExactly(45L);
    }

    @Test
    void commentsOnAPostAreInTheDiscussionGroup() {
        JsonNode post = host.get("/api/messages", Map.of("chat", "harbour_news", "limit", 1))
                .result()
                .get(0);
        JsonNode comments = host.mcp(
                        "get_replies",
                        Map.of(
                                "chat",
                                "harbour_news",
                                "message_id",
                                post.get("id").asLong()))
                .result();

        assertThat(comments.valueStream().map(comment -> comment.get("text").asString()))
                .containsExactly("With the night ferry, too.", "At last!");
        assertThat(comments)
                .allSatisfy(comment ->
                        assertThat(comment.get("chat_ref").asString()).isEqualTo("@harbour_talk"));
    }

    @Test
    void allChatsAreSearchedInPages() {
        String word = "zebra" + UUID.randomUUID().toString().replace("-", "");
        String group = group();
        List<Long> chats = List.of(chatId("me"), chatId(group), chatId("bob_stone"), chatId(group));
        for (String chat : List.of("me", group, "bob_stone", group)) {
            assertThat(host.post("/api/messages", Map.of("chat", chat, "text", "one " + word))
                            .status())
                    .isEqualTo(200);
        }
        Map<String, Object> query = new HashMap<>(Map.of("query", word, "limit", 3));

        JsonNode page = host.get("/api/search", query).result();
        query.put("offset", page.get("next_offset").asString());
        JsonNode last = host.mcp("search_global", query).result();

        assertThat(page.get("messages")).hasSize(3);
        assertThat(last.get("messages")).hasSize(1);
        assertThat(java.util.stream.Stream.of(page, last)
                        .flatMap(each -> each.get("messages").valueStream())
                        .map(message -> message.get("chat_id").asLong()))
                .containsExactlyInAnyOrderElementsOf(chats);
        query.remove("offset");
        query.put("chat_type", "private");
        assertThat(host.get("/api/search", query).result().get("messages")).hasSize(2);
        query.put("max_date", "2020-01-01T00:00:00Z");
        JsonNode none = host.get("/api/search", query).result();
        assertThat(none.toString()).isEqualTo("{\"messages\":[],\"next_offset\":null}");
    }

    @ParameterizedTest
    @CsvSource({"rust_and_rye, 60, https://t.me/rust_and_rye/60, true", "GROUP, 1, https://t.me/c/ID/1, false"})
    void aLinkLeadsBackToItsMessage(String chat, long id, String expected, boolean isPublic) {
        String ref = chat.equals("GROUP") ? group() : chat;

        JsonNode link =
                host.get("/api/messages/" + id + "/link", Map.of("chat", ref)).result();
        JsonNode resolved = host.mcp(
                        "resolve_message_link", Map.of("link", link.get("link").asString()))
                .result();

        assertThat(link.get("link").asString()).isEqualTo(expected.replace("ID", "" + chatId(ref)));
        assertThat(link.get("is_public").asBoolean()).isEqualTo(isPublic);
        assertThat(resolved.at("/message/id").asLong()).isEqualTo(id);
        assertThat(resolved.at("/chat/id").asLong()).isEqualTo(chatId(ref));
        assertThat(host.get("/api/links", Map.of("link", link.get("link").asString()))
                        .result())
                .isEqualTo(resolved);
    }

    /** GROUP is a group of the account, whose message 1 is a service message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "get_message | {'chat':'me','message_id':999999} | message_id | message 999999 not found in chat",
                "get_message | {'chat':'https://t.me/rust_and_rye/60','message_id':61} | chat | names message 60",
                "get_message | {'chat':'me','message_id':0} | message_id | greater than 0",
                "pin_message | {'chat':'me','message_id':999999} | message_id | message 999999 not found in chat",
                "pin_message | {'chat':'GROUP','message_id':1} | message_id | service message",
                "pin_message | {'chat':'harbour_news','message_id':5} | chat | right to pin",
                "pin_message | {'chat':'rust_and_rye','message_id':5,'pm_oneside':true} | pm_oneside | private chat",
                "unpin_message | {'chat':'me','message_id':999999} | message_id | message 999999 not found in chat",
                "unpin_message | {'chat':'harbour_news','message_id':5} | chat | right to pin",
                "get_messages | {'chat':'me','media':'smell'} | media | photo",
                "get_messages | {'chat':'me','from':'nobody_of_that_name'} | from | No chat",
                "get_messages | {'chat':'me','min_date':'yesterday'} | min_date | ISO 8601",
                "get_messages | {'chat':'me','after_id':5,'offset_id':9} | after_id | not both",
                "get_messages | {'chat':'me','topic_id':5} | topic_id | no topics",
                "get_message_context | {'chat':'me','message_id':999999} | message_id | message 999999 not found",
                "get_message_context | {'chat':'me','message_id':1,'before':101} | before | less than or equal to 100",
                "get_replies | {'chat':'rust_and_rye','message_id':999999} | message_id | message 999999 not found",
                "get_replies | {'chat':'harbour_news','message_id':5} | message_id | has no thread",
                "search_global | {'query':''} | query | 1 to 256",
                "search_global | {'query':'x','offset':'yonder'} | offset | next_offset",
                "search_global | {'query':'x','chat_type':'bots'} | chat_type | group",
                "get_message_link | {'chat':'rust_and_rye','message_id':999999} | message_id | message 999999 not found",
                "get_message_link | {'chat':'-2001','message_id':999999} | message_id | message 999999 not found",
                "resolve_message_link | {'link':'https://t.me/rust_and_rye'} | link | get_entity",
                "resolve_message_link | {'link':'https://t.me/rust_and_rye/999999'} | link | No message 999999",
                "get_pinned_messages | {'chat':'nobody_of_that_name'} | chat | No chat",
                "get_pinned_messages | {'chat':'https://t.me/rust_and_rye/60'} | chat | names message 60",
            })
    void theFieldIsNamedOnBothDoors(String tool, String input, String field, String words) {
        host.checkRefused(tool, input(input, ""), field, words);
    }

    /** D100 stands for the time of message 100 of the group. */
    private Map<String, Object> input(String json, String chat) {
        String text = json.replace('\'', '"');
        text = text.contains("GROUP") ? text.replace("GROUP", group()) : text;
        text = java.util.regex.Pattern.compile("D(\\d+)")
                .matcher(text)
                .replaceAll(match -> host.get("/api/messages/" + match.group(1), Map.of("chat", "rust_and_rye"))
                        .result()
                        .get("date")
                        .asString());
        Map<String, Object> input =
                new HashMap<>(SandboxHost.JSON.readValue(text, new TypeReference<Map<String, Object>>() {}));
        if (!chat.isEmpty()) {
            input.put("chat", chat);
            input.put("limit", 3);
        }
        return input;
    }

    private List<Long> pinned(String chat) {
        return ids(host.get("/api/pinned", Map.of("chat", chat, "limit", 200)).result());
    }

    private static List<Long> ids(JsonNode messages) {
        return new java.util.ArrayList<>(messages.valueStream()
                .map(message -> message.get("id").asLong())
                .toList());
    }

    private long send(String chat) {
        return host.post("/api/messages", Map.of("chat", chat, "text", "text " + UUID.randomUUID()))
                .result()
                .get("id")
                .asLong();
    }

    private long reply(String chat, long to) {
        return host.post("/api/messages", Map.of("chat", chat, "text", "reply " + UUID.randomUUID(), "reply_to", to))
                .result()
                .get("id")
                .asLong();
    }

    private String group() {
        return host.post("/api/chats", Map.of("title", "Group " + UUID.randomUUID()))
                .result()
                .get("ref")
                .asString();
    }

    private long chatId(String chat) {
        return host.get("/api/entities", Map.of("chat", chat))
                .result()
                .get("id")
                .asLong();
    }
}
