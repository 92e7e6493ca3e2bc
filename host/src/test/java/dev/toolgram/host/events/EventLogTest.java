package dev.toolgram.host.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.host.config.EventsConfig;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.store.Database;
import dev.toolgram.host.store.EventTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLogTest {

    private static final LongPredicate EVERYTHING = chat -> true;
    private static final EventDraft.Chat GROUP = new EventDraft.Chat(-1001234567890L, 1234567890L, "@harbour");
    private static final EventDraft.Chat FRIEND = new EventDraft.Chat(42, 42, "42");
    private static final long MEGABYTE = 1L << 20;

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-28T08:00:00Z");
    private EventsConfig config = config(EventsConfig.Mode.ON, 256 * MEGABYTE);
    private Database database;
    private EventLog log;

    @BeforeEach
    void open() {
        database = Database.openEvents(folder, new byte[32]);
        log = new EventLog(new EventTable(database), config, () -> now, Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    private void restart() {
        close();
        open();
    }

    private static EventsConfig config(EventsConfig.Mode mode, long bytes) {
        return new EventsConfig(mode, Duration.ofDays(7), bytes, false);
    }

    private EventDraft draft(EventType type, EventDraft.Chat chat, long message, boolean out) {
        return new EventDraft(
                type,
                chat.id() + ":" + message,
                now,
                chat,
                out,
                false,
                StrictJson.object().put("text", "see you at the harbour " + message));
    }

    private EventDraft message(long id) {
        return draft(EventType.MESSAGE_NEW, GROUP, id, false);
    }

    private void append(EventDraft... drafts) throws InterruptedException {
        for (EventDraft draft : drafts) {
            log.append(draft);
        }
    }

    private void append(LongStream messages) throws InterruptedException {
        for (long id : messages.toArray()) {
            log.append(message(id));
        }
    }

    private void awaitNewest(long seq) {
        Awaitility.await().until(() -> log.newest() == seq);
    }

    private List<Long> read(long after, EventFilter filter) {
        return log.read(after, 100, filter, EVERYTHING).events().stream()
                .map(Event::seq)
                .toList();
    }

    @Test
    void anEventIsShownAsTheContractSays() throws InterruptedException {
        append(message(42));
        awaitNewest(1);

        String json = new String(
                log.read(0, 1, EventFilter.ALL, EVERYTHING).events().getFirst().json(), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo("{\"seq\":1,\"id\":\"message.new:-1001234567890:42\",\"type\":\"message.new\","
                        + "\"at\":\"2026-11-28T08:00:00.000+00:00\",\"chat_id\":1234567890,\"chat_ref\":\"@harbour\","
                        + "\"source\":\"live\",\"data\":{\"text\":\"see you at the harbour 42\"}}");
    }

    @Test
    void numbersAscendFromOneAlsoAfterARestart() throws InterruptedException {
        append(LongStream.of(10, 11));
        restart();
        append(message(12));
        awaitNewest(3);

        assertThat(read(0, EventFilter.ALL)).containsExactly(1L, 2L, 3L);
        assertThat(read(1, EventFilter.ALL)).containsExactly(2L, 3L);
        assertThat(read(3, EventFilter.ALL)).isEmpty();
        assertThat(read(-1, EventFilter.ALL)).isEmpty();
    }

    /** Chat 42 has the events 1 and 2, and a lot has happened elsewhere since. */
    @ParameterizedTest
    @CsvSource({"2, 0, '902,901'", "1, 42, '2'", "5, 42, '2,1'", "2, 43, ''"})
    void theNewestEventsAreReadBackwards(int limit, long chat, String expected) throws InterruptedException {
        append(draft(EventType.MESSAGE_NEW, FRIEND, 1, false), draft(EventType.MESSAGE_NEW, FRIEND, 2, false));
        append(LongStream.rangeClosed(1, 900));
        awaitNewest(902);

        EventPage page = log.readNewest(limit, EventFilter.ALL, id -> chat == 0 || id == chat);

        assertThat(page.events().stream()
                        .map(event -> Long.toString(event.seq()))
                        .toList())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(",")));
        assertThat(page.next()).isEqualTo(902);
    }

    @Test
    void aFactIsOneEvent() throws InterruptedException {
        EventDraft seenLater =
                new EventDraft(EventType.MESSAGE_NEW, GROUP.id() + ":7", now, GROUP, false, true, StrictJson.object());
        append(
                message(7),
                seenLater,
                draft(EventType.MESSAGE_SENT, GROUP, 7, true), // sent here, and seen as new
                draft(EventType.MESSAGE_EDITED, GROUP, 7, false),
                draft(EventType.MESSAGE_NEW, FRIEND, 7, false));
        awaitNewest(3);
        restart();
        append(message(7), message(8));
        awaitNewest(4);

        assertThat(log.read(0, 10, EventFilter.ALL, EVERYTHING).events())
                .extracting(event -> event.tree().get("id").asString())
                .containsExactly(
                        "message.new:-1001234567890:7",
                        "message.edited:-1001234567890:7",
                        "message.new:42:7",
                        "message.new:-1001234567890:8");
    }

    @Test
    void readersSeeWhatTheyAskForFromMemoryAndFromDisk() throws InterruptedException {
        append(
                message(1),
                draft(EventType.MESSAGE_NEW, FRIEND, 2, false),
                draft(EventType.MESSAGE_NEW, FRIEND, 3, true),
                draft(EventType.MESSAGE_EDITED, FRIEND, 3, true),
                new EventDraft(EventType.ACCOUNT_STATE, "1", now, null, false, false, StrictJson.object()));
        awaitNewest(5);

        for (int round = 0; round < 2; round++, restart()) {
            assertThat(read(0, EventFilter.ALL)).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(read(0, new EventFilter(Set.of(EventType.MESSAGE_NEW), Set.of(), null)))
                    .containsExactly(1L, 2L, 3L);
            assertThat(read(0, new EventFilter(Set.of(), Set.of(FRIEND.id()), null)))
                    .containsExactly(2L, 3L, 4L);
            assertThat(read(0, new EventFilter(Set.of(), Set.of(), true))).containsExactly(3L, 4L);
            assertThat(read(0, new EventFilter(Set.of(), Set.of(), false))).containsExactly(1L, 2L, 5L);
            assertThat(log.read(0, 100, EventFilter.ALL, chat -> chat == GROUP.id())
                            .events())
                    .as("events of no chat are for everybody")
                    .extracting(Event::seq)
                    .containsExactly(1L, 5L);
        }
    }

    @Test
    void aPageSaysWhereToReadOnAndFiltersDoNotHoldItBack() throws InterruptedException {
        append(LongStream.rangeClosed(1, 30));
        awaitNewest(30);
        EventFilter nothing = new EventFilter(Set.of(EventType.GAP), Set.of(), null);

        for (int round = 0; round < 2; round++, restart()) {
            EventPage first = log.read(0, 20, EventFilter.ALL, EVERYTHING);
            assertThat(first.events()).hasSize(20);
            assertThat(first.next()).isEqualTo(20);
            assertThat(log.read(first.next(), 20, EventFilter.ALL, EVERYTHING).events())
                    .hasSize(10);
            assertThat(log.read(0, 20, nothing, EVERYTHING).next()).isEqualTo(30);
            assertThat(log.read(0, 50, EventFilter.ALL, chat -> false).next()).isEqualTo(30);
        }
    }

    @Test
    void aNumberBeyondTheNewestOrOlderThanKeptIsReported() throws InterruptedException {
        append(LongStream.rangeClosed(1, 5));
        awaitNewest(5);
        now = now.plus(Duration.ofDays(8));
        append(message(6));
        awaitNewest(6);
        log.purge();

        EventPage old = log.read(2, 10, EventFilter.ALL, EVERYTHING);
        assertThat(old.truncated()).isTrue();
        assertThat(old.oldest()).isEqualTo(6);
        assertThat(old.events()).extracting(Event::seq).containsExactly(6L);
        assertThat(log.read(5, 10, EventFilter.ALL, EVERYTHING).truncated()).isFalse();
        EventPage beyond = log.read(99, 10, EventFilter.ALL, EVERYTHING);
        assertThat(beyond.truncated()).isTrue();
        assertThat(beyond.next()).isEqualTo(6);
        assertThat(log.read(-1, 10, EventFilter.ALL, EVERYTHING).truncated()).isFalse();
    }

    @Test
    void theNewestNumberSurvivesItsEvents() throws InterruptedException {
        append(LongStream.rangeClosed(1, 5));
        awaitNewest(5);
        now = now.plus(Duration.ofDays(8));
        log.purge();
        restart();
        append(message(6));
        awaitNewest(6);

        assertThat(read(4, EventFilter.ALL)).containsExactly(5L, 6L);
    }

    @Test
    void theLogStaysWithinItsSize() throws Exception {
        config = config(EventsConfig.Mode.ON, MEGABYTE);
        restart();
        String text = "x".repeat(4000);
        for (int id = 1; id <= 1000; id++) {
            log.append(new EventDraft(
                    EventType.MESSAGE_NEW,
                    "42:" + id,
                    now,
                    FRIEND,
                    false,
                    false,
                    StrictJson.object().put("text", text)));
        }
        awaitNewest(1000);
        log.purge();
        long kept = log.newest() - log.oldest() + 1;
        for (int id = 1001; id <= 1500; id++) {
            log.append(new EventDraft(
                    EventType.MESSAGE_NEW,
                    "42:" + id,
                    now,
                    FRIEND,
                    false,
                    false,
                    StrictJson.object().put("text", text)));
        }
        awaitNewest(1500);
        log.purge();

        assertThat(kept).isBetween(100L, 262L); // of 4 KB each
        assertThat(log.newest() - log.oldest() + 1).isBetween(100L, 262L);
        close();
        assertThat(Files.size(folder.resolve("events.db")))
                .as("freed pages are used again")
                .isLessThan(7 * MEGABYTE);
        open();
    }

    @Test
    void textIsEncryptedAndWhatFiltersNeedIsNot() throws Exception {
        append(message(42));
        awaitNewest(1);
        close();

        StringBuilder bytes = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(bytes)
                .doesNotContain("see you")
                .doesNotContain("@harbour")
                .contains("message.new:-1001234567890:42");
        open();
    }

    @Test
    void aDamagedDatabaseIsSetAsideAndNumbersGoOnBeyondTheOldOnes() throws Exception {
        append(LongStream.rangeClosed(1, 300));
        awaitNewest(300);
        close();
        byte[] file = Files.readAllBytes(folder.resolve("events.db"));
        java.util.Arrays.fill(file, 4096, file.length, (byte) 0x5a);
        Files.write(folder.resolve("events.db"), file);
        open();
        append(message(301));
        Awaitility.await()
                .until(() ->
                        !log.read(300, 10, EventFilter.ALL, EVERYTHING).events().isEmpty());
        assertThat(log.newest()).isGreaterThan(1_000_000_000_000L);

        EventPage page = log.read(300, 10, EventFilter.ALL, EVERYTHING);
        assertThat(page.truncated()).isTrue();
        assertThat(page.events()).hasSize(1);
        assertThat(log.read(log.newest() - 1, 10, EventFilter.ALL, EVERYTHING).truncated())
                .isFalse();
        assertThat(page.events().getFirst().seq()).isLessThan(1L << 53).isGreaterThan(300);
        long newest = log.newest();
        restart();
        assertThat(log.newest()).isEqualTo(newest);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("events.db.damaged-"));
        }
    }

    @Test
    void whileTheDatabaseCannotBeWrittenEventsWaitAndNoneIsLost() throws Exception {
        append(message(1));
        awaitNewest(1);
        try (var other = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("events.db"));
                var statement = other.createStatement()) {
            statement.execute("alter table events rename to elsewhere");
            append(LongStream.rangeClosed(2, 20));
            Awaitility.await().during(Duration.ofMillis(200)).until(() -> log.newest() == 1);
            statement.execute("alter table elsewhere rename to events");
        }
        awaitNewest(20);

        assertThat(read(0, EventFilter.ALL))
                .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void aReaderWaitsForTheNextEventOnly() throws Exception {
        append(message(1));
        awaitNewest(1);

        assertThat(log.await(0, Duration.ofSeconds(30), () -> false)).isTrue();
        assertThat(log.await(1, Duration.ofMillis(20), () -> false)).isFalse();
        assertThat(log.await(1, Duration.ofSeconds(30), () -> true)).isFalse();
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                log.await(1, Duration.ofSeconds(60), () -> false);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        append(message(2));
        assertThat(reader.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void anAutomaticLogBeginsWithItsFirstReaderAndStaysOn() {
        config = config(EventsConfig.Mode.AUTO, MEGABYTE);
        close();
        for (String suffix : List.of("", "-wal", "-shm")) {
            assertThat(folder.resolve("events.db" + suffix).toFile()).satisfies(file -> file.delete());
        }
        open();
        List<String> begun = new java.util.ArrayList<>();
        log.whenOn(() -> begun.add("on"));

        assertThat(log.isOn()).isFalse();
        assertThat(begun).isEmpty();
        log.turnOn();
        log.turnOn();
        assertThat(begun).containsExactly("on");
        restart();
        assertThat(log.isOn()).isTrue();
        long since = log.onSince();
        now = now.plusSeconds(5);
        restart();
        assertThat(log.onSince()).isEqualTo(since);

        config = config(EventsConfig.Mode.OFF, MEGABYTE);
        restart();
        assertThat(log.isOn()).isFalse();
        assertThatThrownBy(log::turnOn).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void threeReadersOfDifferentSpeedGetEverythingOnceInOrder() throws Exception {
        List<List<Long>> seen = IntStream.range(0, 3)
                .mapToObj(each -> (List<Long>) new java.util.ArrayList<Long>())
                .toList();
        List<Thread> readers = IntStream.range(0, 3)
                .mapToObj(speed -> Thread.startVirtualThread(() -> follow(seen.get(speed), 1 + 40 * speed)))
                .toList();
        for (long id = 1; id <= 3000; id++) {
            log.append(message(id));
        }
        for (Thread reader : readers) {
            assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
        }

        assertThat(seen)
                .allSatisfy(numbers -> assertThat(numbers)
                        .isEqualTo(LongStream.rangeClosed(1, 3000).boxed().toList()));
    }

    @Test
    void twoThousandReadersGetEverything() throws Exception {
        AtomicLong read = new AtomicLong();
        List<Thread> readers = IntStream.range(0, 2000)
                .mapToObj(each -> Thread.startVirtualThread(() -> {
                    try (EventReader reader = new EventReader(log, "stream", 0, EventFilter.ALL, EVERYTHING)) {
                        while (reader.cursor() < 100) {
                            read.addAndGet(reader.next(100, Duration.ofSeconds(60))
                                    .events()
                                    .size());
                        }
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();
        Awaitility.await().until(() -> log.readers().size() == 2000);
        append(LongStream.rangeClosed(1, 100));
        for (Thread reader : readers) {
            assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
        }

        assertThat(read).hasValue(2000 * 100L);
        assertThat(log.readers()).isEmpty();
    }

    @Test
    void anEndedReaderReturnsAtOnceAndTheLagIsWhatItHasNotLookedAt() throws Exception {
        try (EventReader reader = new EventReader(log, "poll", -1, EventFilter.ALL, EVERYTHING)) {
            append(LongStream.rangeClosed(1, 5));
            awaitNewest(5);
            assertThat(reader.lag()).isEqualTo(5);
            assertThat(reader.next(3, Duration.ZERO).events()).hasSize(3);
            assertThat(reader.lag()).isEqualTo(2);
            assertThat(reader.next(3, Duration.ZERO).events()).hasSize(2);
            reader.end();
            assertThat(reader.next(3, Duration.ofMinutes(10)).events()).isEmpty();
        }
    }

    private void follow(List<Long> seen, int limit) {
        long cursor = 0;
        try {
            while (cursor < 3000 && log.await(cursor, Duration.ofSeconds(30), () -> false)) {
                EventPage page = log.read(cursor, limit, EventFilter.ALL, EVERYTHING);
                page.events().forEach(event -> seen.add(event.seq()));
                cursor = page.next();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theMessageUpToWhichAChatIsCompleteNeverGoesBack() throws Exception {
        log.complete(7, 100);
        log.complete(7, 90);
        log.complete(8, 5);
        append(message(1));
        awaitNewest(1);
        restart();

        assertThat(log.complete()).containsEntry(7L, 100L).containsEntry(8L, 5L);
    }

    @Test
    void aReaderNeverLearnsOfANumberThatIsNotOnDisk() throws IOException, InterruptedException {
        append(LongStream.rangeClosed(1, 500));
        Awaitility.await().until(() -> log.newest() > 0);
        long seen = log.newest();
        Path copy = Files.createDirectory(folder.resolve("copy")); // as a kill would leave it
        for (String suffix : List.of("", "-wal")) {
            Files.copy(folder.resolve("events.db" + suffix), copy.resolve("events.db" + suffix));
        }
        try (Database after = Database.openEvents(copy, new byte[32])) {
            assertThat(new EventTable(after).newest()).isGreaterThanOrEqualTo(seen);
        }
    }
}
