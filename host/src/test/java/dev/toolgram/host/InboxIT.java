package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Unread chats, catching up and exports, on the real TDLib. */
class InboxIT {

    private static final long BOB = 1002;
    private static final long CARLA = 1003;
    private static final String LONG_AGO = "2020-01-01T00:00:00Z";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static void receive(long chat, String text) {
        JsonNode _ = host.sandbox("receive", Map.of("chat_id", chat, "text", text));
    }

    private static List<String> texts(JsonNode messages) {
        return messages.valueStream()
                .map(message -> message.path("text").asString())
                .toList();
    }

    private static JsonNode waiting(JsonNode chats, long id) {
        return chats.valueStream()
                .filter(each -> each.at("/chat/id").asLong() == id)
                .findFirst()
                .orElse(SandboxHost.JSON.createObjectNode());
    }

    @Test
    void unreadChatsHaveTheirNewestUnreadMessages() {
        JsonNode _ = host.post("/api/messages", Map.of("chat", "@bob_stone", "text", "mine"))
                .result();
        JsonNode _ =
                host.post("/api/messages/read", Map.of("chat", "@bob_stone")).result();
        assertThat(waiting(host.get("/api/dialogs/unread", Map.of()).result(), BOB))
                .isEmpty();
        for (String text : List.of("one", "two", "three", "four")) {
            receive(BOB, text);
        }

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode bob = waiting(host.get("/api/dialogs/unread", Map.of()).result(), BOB);
            assertThat(bob.at("/chat/unread_count").asInt()).isEqualTo(4);
            assertThat(bob.at("/chat/ref").asString()).isEqualTo("@bob_stone");
            assertThat(texts(bob.path("messages"))).containsExactly("four", "three", "two");
        });
        // The newest to write is the first.
        JsonNode byMcp =
                host.mcp("list_unread", Map.of("limit", 1, "lines", 20)).result();
        assertThat(byMcp).hasSize(1);
        assertThat(texts(byMcp.at("/0/messages"))).containsExactly("four", "three", "two", "one");
        assertThat(host.get("/api/dialogs/unread", Map.of("lines", 0)).result().at("/0/messages"))
                .isEmpty();
        assertThat(host.get("/api/dialogs/unread", Map.of("folder", "friends")).status())
                .isEqualTo(200);

        JsonNode _ =
                host.post("/api/messages/read", Map.of("chat", "@bob_stone")).result();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> waiting(host.get("/api/dialogs/unread", Map.of()).result(), BOB)
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "list_unread | {'folder':'nowhere'} | folder | No chat folder 'nowhere'. The folders are: Friends (2)",
                "list_unread | {'folder':'Friends','archived':true} | archived | The archive has no folders",
                "list_unread | {'lines':21} | lines | Must be less than or equal to 20",
                "catch_up | {} | chats | Give either chats or a folder",
                "catch_up | {'chats':['me'],'folder':'Friends'} | chats | Give either chats or a folder",
                "catch_up | {'chats':['nobody_knows_me']} | chats | nobody_knows_me",
                "catch_up | {'chats':['open_kitchen']} | chats | The account is not in 'Open Kitchen'",
                "catch_up | {'folder':'nowhere'} | folder | No chat folder",
                "catch_up | {'chats':['me'],'checkpoint':'hello'} | checkpoint | Not a checkpoint",
                "catch_up | {'chats':['me'],'checkpoint':'AWk'} | checkpoint | Not a checkpoint",
                "catch_up | {'chats':['me'],'checkpoint':'AWkAAAA','since':'2026-01-01T00:00:00Z'} | since | leave one",
                "export_chat | {'chat':'nobody_knows_me'} | chat | nobody_knows_me",
                "export_chat | {'chat':'me','limit':50001} | limit | Must be less than or equal to 50000"
            })
    void invalidInputIsNamedOnBothDoors(String tool, String input, String field, String message) {
        Map<String, Object> arguments =
                SandboxHost.JSON.readValue(input.replace('\'', '"'), SandboxHost.JSON.constructType(Map.class));
        RestResponse rest = host.post("/api/tools/" + tool, arguments);
        ToolAnswer mcp = host.mcp(tool, arguments);

        assertThat(rest.status()).as(rest.text()).isEqualTo(400);
        assertThat(rest.detail().at("/0/loc/1").asString()).isEqualTo(field);
        assertThat(rest.detail().at("/0/msg").asString()).contains(message);
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text()).startsWith(field).contains(message);
    }

    /** Two people keep writing while a caller with a small limit reads. */
    @Test
    void catchingUpHasNoGapAndNoRepetition() throws Exception {
        String mark = "storm " + Instant.now().toEpochMilli();
        Map<String, Object> input = new HashMap<>(Map.of(
                "chats",
                List.of("@bob_stone", CARLA),
                "since",
                Instant.now().minusSeconds(2).toString(),
                "limit",
                7));
        Thread writers = Thread.startVirtualThread(() ->
                IntStream.range(0, 120).forEach(i -> receive(i % 3 == 0 ? CARLA : BOB, mark + " " + i)));
        List<String> read = new ArrayList<>();
        boolean ended = false;
        while (!ended) {
            boolean isLast = !writers.isAlive();
            JsonNode news = host.post("/api/messages/catch-up", input).result();
            assertThat(news.path("messages").size()).isLessThanOrEqualTo(7);
            texts(news.path("messages")).stream()
                    .filter(text -> text.startsWith(mark))
                    .forEach(read::add);
            input.remove("since");
            input.put("checkpoint", news.path("checkpoint").asString());
            ended = isLast && read.size() >= 120 && !news.path("more").asBoolean(true);
        }
        writers.join();

        assertThat(read).hasSize(120).doesNotHaveDuplicates();
        assertThat(read.stream().filter(text -> numberOf(text) % 3 == 0).map(InboxIT::numberOf))
                .isSorted();
        assertThat(read.stream().filter(text -> numberOf(text) % 3 != 0).map(InboxIT::numberOf))
                .isSorted();
        assertThat(host.mcp("catch_up", input).result().path("messages")).isEmpty();
    }

    private static int numberOf(String text) {
        return Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
    }

    /** A chat that TDLib has not read yet, with more messages than a page. */
    @Test
    void catchingUpReadsHistoryThatIsNotKnownYet() {
        JsonNode added = host.sandbox("add_messages", Map.of("chat_id", 3002, "count", 450, "text", "old"));
        Map<String, Object> input =
                new HashMap<>(Map.of("chats", List.of("harbour_news"), "since", LONG_AGO, "limit", 200));
        List<Long> ids = new ArrayList<>();
        // TDLib learns of them by the next update, and what it does not know yet comes with a later call.
        receive(3002, "newest");
        Awaitility.await().atMost(PATIENCE).until(() -> {
            JsonNode news = host.post("/api/messages/catch-up", input).result();
            news.path("messages").forEach(message -> ids.add(message.path("id").asLong()));
            input.remove("since");
            input.put("checkpoint", news.path("checkpoint").asString());
            return ids.contains(added.path("last_id").asLong() + 1);
        });

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(ids)
                .containsAll(LongStream.rangeClosed(
                                added.path("first_id").asLong(),
                                added.path("last_id").asLong())
                        .boxed()
                        .toList());
    }

    @Test
    void aWindowEndsAtItsTime() {
        Map<String, Object> window =
                Map.of("chats", List.of("rust_and_rye"), "since", LONG_AGO, "until", "2025-03-01T14:00:00Z");
        JsonNode all = host.post("/api/messages/catch-up", Map.of("chats", List.of("rust_and_rye"), "since", LONG_AGO))
                .result();
        JsonNode news = host.post("/api/messages/catch-up", window).result();

        List<String> expected = all.path("messages")
                .valueStream()
                .map(message -> message.path("date").asString())
                .filter(date -> !OffsetDateTime.parse(date).toInstant().isAfter(Instant.parse("2025-03-01T14:00:00Z")))
                .toList();
        assertThat(news.path("messages")
                        .valueStream()
                        .map(message -> message.path("date").asString()))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void aFolderIsCaughtUpWith() {
        receive(BOB, "for the folder");
        String justNow = Instant.now().minusSeconds(1).toString(); // without the thousands of another test
        Map<String, Object> input = Map.of("folder", "friends", "since", justNow, "limit", 500);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> texts(host.mcp("catch_up", input).result().path("messages"))
                        .contains("for the folder"));
    }

    private static List<JsonNode> lines(RestResponse answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text().lines().map(SandboxHost.JSON::readTree).toList();
    }

    @Test
    void anExportHasTheMessagesThatAreRead() {
        RestResponse answer = host.get("/api/chats/%40rust_and_rye/export", Map.of("limit", 50));

        assertThat(lines(answer))
                .containsExactlyElementsOf(host.get("/api/messages", Map.of("chat", "@rust_and_rye", "limit", 50))
                        .result());
        assertThat(header(answer, "Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(header(answer, "Content-Disposition")).contains("chat.jsonl");
    }

    private static String header(RestResponse answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
    }

    @Test
    void aLongExportIsWholeOverRestAndComesInPartsOverMcp() {
        JsonNode added = host.sandbox("add_messages", Map.of("chat_id", 2001, "count", 1_234, "text", "export"));
        long first = added.path("first_id").asLong();
        List<Long> expected = LongStream.rangeClosed(
                        first, added.path("last_id").asLong())
                .boxed()
                .toList()
                .reversed();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> lines(host.get("/api/chats/-2001/export", Map.of("limit", 1))).stream()
                        .anyMatch(line -> line.path("id").asLong() == expected.getFirst()));
        RestResponse whole = host.get("/api/chats/-2001/export", Map.of("limit", 1_234));
        assertThat(lines(whole).stream().map(message -> message.path("id").asLong()))
                .containsExactlyElementsOf(expected);

        List<Long> inParts = new ArrayList<>();
        long next = 0;
        do {
            ToolAnswer part = host.mcp("export_chat", Map.of("chat", "-2001", "limit", 1_234, "offset_id", next));
            String text = part.content().at("/0/resource/text").asString();
            assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(45_000);
            text.lines()
                    .forEach(line -> inParts.add(
                            SandboxHost.JSON.readTree(line).path("id").asLong()));
            next = part.result().path("complete").asBoolean()
                    ? first
                    : part.result().path("next_offset_id").asLong();
        } while (next > first);
        assertThat(inParts.subList(0, expected.size())).containsExactlyElementsOf(expected);
    }

    @Test
    void anExportEndsAtATime() {
        List<JsonNode> all = lines(host.get("/api/chats/rust_and_rye/export", Map.of()));
        String since = all.get(all.size() / 2).path("date").asString();

        assertThat(lines(host.get("/api/chats/rust_and_rye/export", Map.of("since", since))))
                .isNotEmpty()
                .hasSizeLessThan(all.size())
                .allSatisfy(
                        message -> assertThat(message.path("date").asString()).isGreaterThanOrEqualTo(since));
    }

    @Test
    void aKeySeesOnlyItsChats(@TempDir Path data) throws IOException {
        Files.writeString(
                KeyFile.in(data), """
                {"keys": {"digest": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["+15550002"]}}}}
                """.formatted(KeyFile.hash("digest-key".getBytes(StandardCharsets.US_ASCII))));
        try (SandboxHost keyed = SandboxHost.start(
                        Map.of("TOOLGRAM_DATA_DIR", data.toString(), "TOOLGRAM_AUTH_KEY", "root-key"));
                RestClient rest = new RestClient(keyed.uri("/"))) {
            for (long chat : new long[] {BOB, CARLA}) {
                RestResponse _ = rest.send(
                        "POST",
                        "/api/tools/sandbox_receive",
                        "{\"chat_id\":%d,\"text\":\"secret %d\"}".formatted(chat, chat),
                        "Authorization",
                        "Bearer root-key");
            }
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(ids(rest, "root-key")).contains(BOB, CARLA);
                assertThat(ids(rest, "digest-key")).containsExactly(BOB);
            });
            RestResponse news = rest.send(
                    "POST",
                    "/api/messages/catch-up",
                    "{\"folder\":\"friends\",\"since\":\"%s\"}".formatted(LONG_AGO),
                    "Authorization",
                    "Bearer digest-key");
            assertThat(news.result()
                            .path("messages")
                            .valueStream()
                            .map(message -> message.path("chat_id").asLong()))
                    .isNotEmpty()
                    .containsOnly(BOB);
            assertThat(rest.get("/api/chats/1003/export", Map.of(), "Authorization", "Bearer digest-key")
                            .status())
                    .isEqualTo(403);
        }
    }

    private static List<Long> ids(RestClient rest, String key) {
        return rest.get("/api/dialogs/unread", Map.of(), "Authorization", "Bearer " + key)
                .result()
                .valueStream()
                .map(each -> each.at("/chat/id").asLong())
                .toList();
    }
}
