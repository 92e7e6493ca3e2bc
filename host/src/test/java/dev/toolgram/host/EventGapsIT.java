package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The host is away while Telegram goes on. */
class EventGapsIT {

    private static final long BOB = 1002;
    private static final long CHANNEL = 3001;
    private static final String CHANNEL_ID = "-1000000003001";

    @TempDir
    private Path folder;

    private SandboxHost telegram;
    private Map<String, String> settings;
    private SandboxHost host;

    @BeforeEach
    void start() throws Exception {
        telegram = SandboxHost.start();
        RemoteSandbox remote = new RemoteSandbox(telegram, folder);
        settings = remote.settings(folder.resolve("data"));
        settings.put("TOOLGRAM_SESSION", remote.signIn().encode());
        settings.put("TOOLGRAM_EVENTS", "on");
        host = SandboxHost.start(settings);
    }

    @AfterEach
    void stop() {
        host.close();
        telegram.close();
    }

    private long receive(long chat, String text) {
        return telegram.sandbox("receive", Map.of("chat_id", chat, "text", text))
                .get("id")
                .asLong();
    }

    private List<JsonNode> events(long after, String types) {
        List<JsonNode> all = new ArrayList<>();
        for (long next = after; ; ) {
            JsonNode page = host.get("/api/events", Map.of("after", next, "limit", 1000, "types", types))
                    .result();
            page.get("events").forEach(all::add);
            if (next == page.get("next").asLong()) {
                return all;
            }
            next = page.get("next").asLong();
        }
    }

    private List<JsonNode> awaitEvents(long after, String types, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> events(after, types), found -> found.size() >= count);
    }

    private static List<Long> ids(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.get("data").get("id").asLong())
                .toList();
    }

    /** The chats have events already, as those of a log that has run for a while. */
    private long warmUp() {
        receive(BOB, "before");
        receive(CHANNEL, "before");
        return awaitEvents(0, "message.new", 2).getLast().get("seq").asLong();
    }

    @Test
    void whatHappensWhileTheHostIsAwayIsThereAfterwardsWithoutAGap() {
        long before = warmUp();
        long edited = telegram.post("/api/messages", Map.of("chat", "@bob_stone", "text", "first"))
                .result()
                .get("id")
                .asLong();
        long deleted = telegram.post("/api/messages", Map.of("chat", "@bob_stone", "text", "gone soon"))
                .result()
                .get("id")
                .asLong();
        awaitEvents(before, "message.new", 2);
        host.close();
        long private1 = receive(BOB, "one");
        long channel1 = receive(CHANNEL, "two");
        telegram.call(
                        "PATCH /api/messages/{message_id}",
                        Map.of("message_id", edited, "chat", "@bob_stone", "text", "second"))
                .result();
        telegram.call("DELETE /api/messages", Map.of("chat", "@bob_stone", "message_ids", List.of(deleted)))
                .result();
        host = SandboxHost.start(settings);

        assertThat(ids(awaitEvents(before, "message.new", 4)))
                .containsExactlyInAnyOrder(edited, deleted, private1, channel1);
        assertThat(awaitEvents(before, "message.edited", 1)
                        .getFirst()
                        .get("data")
                        .get("text")
                        .asString())
                .isEqualTo("second");
        assertThat(awaitEvents(before, "message.deleted", 1)
                        .getFirst()
                        .get("data")
                        .get("message_ids")
                        .get(0)
                        .asLong())
                .isEqualTo(deleted);
        assertThat(events(0, "gap")).isEmpty();
    }

    @Test
    void moreThanTDLibReportsOfAChannelIsFoundInItsHistoryBehindAGap() {
        long before = warmUp();
        host.close();
        JsonNode added = telegram.sandbox("add_messages", Map.of("chat_id", CHANNEL, "count", 350, "text", "news"));
        long first = added.get("first_id").asLong();
        host = SandboxHost.start(settings);

        JsonNode gap = awaitEvents(before, "gap", 1).getFirst();
        List<JsonNode> found = awaitEvents(before, "message.new", 350);

        assertThat(gap.get("chat_ref").asString()).isIn(CHANNEL_ID, "@rust_and_rye");
        assertThat(gap.get("data").get("after_id").asLong()).isEqualTo(first - 1);
        assertThat(gap.get("data").get("filled").asBoolean()).isTrue();
        assertThat(found).hasSize(350);
        assertThat(ids(found))
                .hasSameElementsAs(LongStream.range(first, first + 350).boxed().toList());
        List<JsonNode> later = found.stream()
                .filter(event -> event.get("source").asString().equals("catch_up"))
                .toList();
        assertThat(later).hasSizeGreaterThan(200);
        assertThat(ids(later)).isSorted();
        assertThat(later.getFirst().get("seq").asLong())
                .isGreaterThan(gap.get("seq").asLong());
        long live = receive(CHANNEL, "and live again");
        assertThat(ids(awaitEvents(before, "message.new", 351))).contains(live);
        assertThat(events(before, "gap")).hasSize(1);
    }

    @Test
    void ofALongAbsenceTheNewestThousandMessagesAreFoundAndTheGapSaysSo() {
        long before = warmUp();
        host.close();
        JsonNode added = telegram.sandbox("add_messages", Map.of("chat_id", CHANNEL, "count", 1400, "text", "news"));
        host = SandboxHost.start(settings);

        JsonNode gap = awaitEvents(before, "gap", 1).getFirst().get("data");
        List<Long> found = ids(awaitEvents(before, "message.new", 1000));

        assertThat(gap.get("filled").asBoolean()).isFalse();
        assertThat(gap.get("filled_from_id").asLong())
                .isEqualTo(found.stream().min(Long::compare).orElseThrow());
        assertThat(found).contains(added.get("last_id").asLong()).hasSizeBetween(1000, 1100);
    }

    private void note(String name, long value) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            Path database =
                    files.filter(file -> file.endsWith("events.db")).findFirst().orElseThrow();
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                    var statement = connection.createStatement()) {
                int _ = statement.executeUpdate("insert into event_settings (name, value) values ('" + name + "', "
                        + value + ") on conflict (name) do update set value = excluded.value");
            }
        }
    }

    private List<JsonNode> awaitGapsOfBob(long after, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> events(after, "gap").stream()
                                .filter(gap -> gap.get("chat_id").asLong() == BOB)
                                .toList(),
                        found -> found.size() >= count);
    }

    /** Telegram forgets updates after a day; TDLib, when it is killed, those that it has received but not stored. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsForgottenOfPrivateChatsIsAGapAndFoundWithTheNextMessage(boolean wasKilled) throws Exception {
        long before = warmUp();
        host.close();
        if (wasKilled) {
            note("recording", 1);
        } else {
            note("connected", Instant.now().minus(Duration.ofDays(1)).getEpochSecond());
        }
        long missed = receive(BOB, "long ago");
        telegram.sandbox("forget_updates", Map.of());
        host = SandboxHost.start(settings);

        JsonNode gap = awaitGapsOfBob(before, 1).getFirst();
        assertThat(gap.get("data").get("before_id").isNull()).isTrue();
        assertThat(gap.get("data").get("filled").asBoolean()).isFalse();
        long next = receive(BOB, "the next one"); // of which TDLib says that it follows what it knows

        List<JsonNode> found = awaitEvents(before, "message.new", 2);
        assertThat(ids(found)).containsExactlyInAnyOrder(missed, next);
        assertThat(found)
                .filteredOn(event -> event.get("source").asString().equals("catch_up"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.get("data").get("id").asLong()).isEqualTo(missed));
        JsonNode filled = awaitGapsOfBob(before, 2).getLast().get("data");
        assertThat(filled.get("before_id").asLong()).isEqualTo(next);
        assertThat(filled.get("filled").asBoolean()).isTrue();
        assertThat(events(before, "gap").stream()
                        .map(each -> each.get("data").get("reason").asString())
                        .filter("killed"::equals))
                .hasSize(wasKilled ? 1 : 0);
    }
}
