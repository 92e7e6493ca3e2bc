package dev.toolgram.host.events.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.Event;
import dev.toolgram.api.EventSink;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.Sender;
import dev.toolgram.host.config.EventsConfig;
import dev.toolgram.host.events.EventDraft;
import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.events.EventType;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.store.Database;
import dev.toolgram.host.store.EventTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sinks get every event at least once and in order, whatever they do, and delay nobody else. */
@NullMarked
class SinksTest {

    private static final Duration STEP = Duration.ofMillis(30);
    private static final SinkTimes TIMES =
            new SinkTimes(Duration.ofMillis(300), STEP, STEP.multipliedBy(2), Duration.ofMillis(300));
    private static final String VERSION = "version 1";
    private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();

    @TempDir
    private Path folder;

    private Instant now = Instant.now();
    private Database database;
    private EventLog log;
    private Sinks sinks;

    @BeforeEach
    void open() {
        open(EventsConfig.Mode.AUTO);
    }

    private void open(EventsConfig.Mode mode) {
        database = Database.openEvents(folder, new byte[32]);
        EventsConfig config = new EventsConfig(mode, Duration.ofDays(7), 1L << 28, false);
        log = new EventLog(new EventTable(database), config, () -> now, STEP);
        sinks = new Sinks(TIMES);
        sinks.connect(log);
    }

    @AfterEach
    void close() {
        sinks.close();
        log.close();
        database.close();
    }

    private void restart() {
        close();
        open();
    }

    @FunctionalInterface
    private interface Handler {
        void handle(Event event) throws Exception;
    }

    /** Notes what it gets, then does something. */
    private static final class Recorder implements EventSink {
        final List<Event> events = new CopyOnWriteArrayList<>();
        final List<String> missed = new CopyOnWriteArrayList<>();
        final AtomicInteger refusals = new AtomicInteger();
        final Set<String> threads = ConcurrentHashMap.newKeySet();
        private final String name;
        private final Set<String> types;
        private final Handler handler;

        Recorder(String name, Set<String> types, Handler handler) {
            this.name = name;
            this.types = types;
            this.handler = handler;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<String> types() {
            return types;
        }

        @Override
        public void handle(Event event) throws Exception {
            threads.add(Thread.currentThread().getName());
            events.add(event);
            handler.handle(event);
        }

        @Override
        public void missed(long first, long last) {
            assertThat(events).isEmpty();
            missed.add(first + " to " + last);
            if (refusals.getAndDecrement() > 0) {
                throw new IllegalStateException("The disk is full.");
            }
        }

        List<Long> seqs() {
            return events.stream().map(Event::seq).toList();
        }
    }

    private static Recorder recorder(Handler handler) {
        return new Recorder("diary", Set.of(), handler);
    }

    private static Recorder recorder() {
        return recorder(event -> {});
    }

    private void start(Object owner, EventSink... added) {
        sinks.add(owner, "archive", "1.0.0", List.of(added), THREADS);
        sinks.handOver(List.of(), List.of(owner));
    }

    /** Begins a sink and waits until it has its place in the log. */
    private Recorder begun(Recorder sink) {
        start(VERSION, sink);
        Awaitility.await().until(() -> log.readers().size() == 1);
        return sink;
    }

    private void append(EventType type, long... messages) throws InterruptedException {
        long before = log.newest();
        for (long message : messages) {
            log.append(new EventDraft(
                    type,
                    "7:" + message,
                    now,
                    new EventDraft.Chat(7, 7, "7"),
                    false,
                    false,
                    StrictJson.object().put("id", message)));
        }
        Awaitility.await().until(() -> log.newest() == before + messages.length);
    }

    private void append(long... messages) throws InterruptedException {
        append(EventType.MESSAGE_NEW, messages);
    }

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static void await(Recorder sink, List<Long> seqs) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sink.seqs()).isEqualTo(seqs));
    }

    private void awaitCursor(long seq) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(log.position("sink:archive/diary").orElse(-1))
                                .isEqualTo(seq));
    }

    @Test
    void theFirstSinkTurnsTheLogOnAndGetsNothingOfThePast() throws InterruptedException {
        append(1, 2);
        assertThat(log.isOn()).isFalse();

        Recorder sink = begun(recorder());
        append(3);

        await(sink, List.of(3L));
        assertThat(log.isOn()).isTrue();
    }

    @Test
    void nothingIsMissingAfterARestart() throws InterruptedException {
        Recorder before = begun(recorder());
        append(LongStream.rangeClosed(1, 150).toArray());
        await(before, numbers(1, 150));
        awaitCursor(150);
        restart();
        append(LongStream.rangeClosed(151, 300).toArray());

        Recorder after = begun(recorder());

        await(after, numbers(151, 300));
        assertThat(before.threads).hasSize(1);
        assertThat(after.missed).isEmpty();
    }

    @Test
    void aPluginThatWasRemovedContinuesWhereItWas() throws InterruptedException {
        Recorder first = begun(recorder());
        append(1);
        await(first, List.of(1L));
        sinks.handOver(List.of(VERSION), List.of());
        sinks.close(VERSION, STEP);
        append(2, 3);

        Recorder again = recorder();
        start("version 2", again);

        await(again, List.of(2L, 3L));
        assertThat(first.seqs()).isEqualTo(List.of(1L));
    }

    @Test
    void anEventThatFailsIsRepeatedAndTheLaterOnesWait() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger(4);
        Recorder sink = begun(recorder(event -> {
            if (event.seq() == 2 && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("The disk is full.");
            }
        }));
        append(1, 2, 3);

        await(sink, List.of(1L, 2L, 2L, 2L, 2L, 2L, 3L));
        assertThat(log.failures("sink")).isEqualTo(4);
    }

    @Test
    void theEventThatWasBeingHandledComesAgainAfterARestart() throws InterruptedException {
        Recorder before = begun(recorder(event -> Thread.sleep(60_000)));
        append(1, 2);
        await(before, List.of(1L));
        restart();

        Recorder after = begun(recorder());

        await(after, List.of(1L, 2L));
    }

    @Test
    void aSinkThatHangsDelaysNobodyAndGoesOnWhenItReturns() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger concurrent = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Recorder hanging = recorder(event -> {
            most.accumulateAndGet(concurrent.incrementAndGet(), Math::max);
            while (released.getCount() > 0) {
                Thread.onSpinWait(); // ignores interrupts
            }
            concurrent.decrementAndGet();
        });
        Recorder other = new Recorder("other", Set.of(), event -> {});
        start(VERSION, hanging, other);
        Awaitility.await().until(() -> log.readers().size() == 2);
        append(LongStream.rangeClosed(1, 50).toArray());

        await(other, numbers(1, 50));
        Awaitility.await().until(() -> log.failures("sink") >= 3);
        assertThat(hanging.seqs()).isEqualTo(List.of(1L));
        released.countDown();
        Awaitility.await().until(() -> hanging.seqs().contains(50L));
        assertThat(hanging.seqs()).startsWith(1L, 1L, 2L).isSorted();
        assertThat(most).hasValue(1);
    }

    @Test
    void aCallIsInterruptedAtItsDeadlineAndRepeated() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Recorder sink = begun(recorder(event -> {
            if (calls.incrementAndGet() < 3) {
                Thread.sleep(60_000);
            }
        }));
        append(1, 2);

        await(sink, List.of(1L, 1L, 1L, 2L));
    }

    @Test
    void deletedEventsAreReportedInTheirPlaceUntilTheSinkHasTakenNote() throws InterruptedException {
        Recorder before = begun(recorder());
        append(1);
        await(before, List.of(1L));
        awaitCursor(1);
        sinks.close();
        append(2, 3);
        now = now.plus(Duration.ofDays(8));
        append(4, 5);
        new EventTable(database).purge(now.minus(Duration.ofDays(7)), 1L << 28);
        restart();

        Recorder after = recorder();
        after.refusals.set(2);
        begun(after);

        await(after, List.of(4L, 5L));
        assertThat(after.missed).containsExactly("2 to 3", "2 to 3", "2 to 3");
    }

    @Test
    void aNewVersionBeginsWhenTheOldOneHasEnded() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        Recorder old = begun(recorder(event -> released.await()));
        Recorder replacement = recorder();
        append(1, 2);
        await(old, List.of(1L));

        sinks.add("version 2", "archive", "1.0.1", List.of(replacement), THREADS);
        sinks.handOver(List.of(VERSION), List.of("version 2"));
        assertThat(replacement.seqs()).isEmpty();
        released.countDown();

        await(replacement, List.of(2L));
        assertThat(old.seqs()).isEqualTo(List.of(1L));
        sinks.close(VERSION, STEP);
    }

    @Test
    void anOldVersionThatHangsDelaysTheNewOneOnlyForItsTimeout() throws InterruptedException {
        Recorder old = begun(recorder(event -> {
            while (true) {
                try {
                    Thread.sleep(10_000);
                } catch (InterruptedException e) {
                    // does not end
                }
            }
        }));
        Recorder replacement = recorder();
        append(1, 2);
        await(old, List.of(1L));

        sinks.add("version 2", "archive", "1.0.1", List.of(replacement), THREADS);
        sinks.handOver(List.of(VERSION), List.of("version 2"));

        await(replacement, List.of(1L, 2L));
        sinks.close(VERSION, STEP);
    }

    @Test
    void aSinkGetsOnlyItsTypesAndItsCursorPassesTheOthers() throws InterruptedException {
        Recorder sink = begun(new Recorder("diary", Set.of("message.read"), event -> {}));
        append(1, 2);
        append(EventType.MESSAGE_READ, 3);
        append(4);

        await(sink, List.of(3L));
        awaitCursor(4);
        assertThat(log.readers()).allSatisfy(reader -> {
            assertThat(reader.kind()).isEqualTo("sink");
            assertThat(reader.lag()).isZero();
            assertThat(reader.waiting()).isZero();
        });
    }

    @Test
    void theLagOfASinkThatFailsGrows() throws InterruptedException {
        Recorder sink = begun(recorder(event -> {
            throw new IllegalStateException();
        }));
        append(1, 2, 3);
        Awaitility.await().until(() -> !sink.events.isEmpty());

        assertThat(log.readers()).allSatisfy(reader -> {
            assertThat(reader.lag()).isEqualTo(3);
            assertThat(reader.waiting()).isEqualTo(1);
        });
    }

    @Test
    void withoutEventsASinkGetsNothing() throws Exception {
        close();
        open(EventsConfig.Mode.OFF);
        Recorder sink = recorder();
        start(VERSION, sink);
        append(1);
        sinks.close(VERSION, Duration.ofSeconds(5));

        assertThat(sink.seqs()).isEmpty();
        assertThat(log.position("sink:archive/diary")).isEmpty();
    }

    @Test
    void aVersionThatIsRejectedGetsNothing() throws InterruptedException {
        Recorder sink = recorder();
        sinks.add(VERSION, "archive", "1.0.0", List.of(sink), THREADS);
        sinks.close(VERSION, Duration.ZERO);
        sinks.handOver(List.of(), List.of(VERSION));
        append(1);

        assertThat(log.readers()).isEmpty();
        assertThat(sink.seqs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Diary | message.new | sink 'Diary': a name is a lower-case letter
                    ''    | message.new | sink '': a name is
                    diary | message.nwe | sink 'diary': 'message.nwe' is not a type of events: did you mean 'message.new'?
                    diary | typing      | sink 'diary': 'typing' is not a type of events
                    """)
    void wrongNamesAndTypesAreRejected(String name, String type, String message) {
        assertThatThrownBy(() -> start(VERSION, new Recorder(name, Set.of(type), event -> {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void twoSinksOfOneNameAreRejected() {
        assertThatThrownBy(() -> start(VERSION, recorder(), recorder())).hasMessage("it has two sinks named 'diary'");
    }

    /** As tools return it. */
    private static final String MESSAGE = """
            {"id": 42, "date": "2026-11-28T14:04:59+00:00", "chat_id": 1234567890, "sender_id": 7,
             "sender": {"id": 7, "name": "Bob", "username": "bob_stone"}, "text": "see you at the harbour",
             "out": false, "reply_to_msg_id": 41, "media": true, "media_type": "MessageMediaPhoto", "fwd_from": null,
             "views": 3, "forwards": null, "chat_ref": "@harbour"}""";

    @Test
    void anEventIsTypedAndHasItsMessage() throws InterruptedException {
        Recorder sink = begun(recorder());
        log.append(new EventDraft(
                EventType.MESSAGE_NEW,
                "-1001234567890:42",
                Instant.parse("2026-11-28T14:05:00.5Z"),
                new EventDraft.Chat(-1001234567890L, 1234567890L, "@harbour"),
                false,
                true,
                (ObjectNode) JsonMapper.shared().readTree(MESSAGE)));
        log.append(new EventDraft(
                EventType.GAP,
                "overload:1",
                Instant.parse("2026-11-28T14:05:00Z"),
                null,
                false,
                false,
                StrictJson.object().put("reason", "overload").put("lost", 12).putNull("by")));
        Awaitility.await().until(() -> sink.events.size() == 2);

        Event event = sink.events.getFirst();
        assertThat(event.seq()).isEqualTo(1);
        assertThat(event.id()).isEqualTo("message.new:-1001234567890:42");
        assertThat(event.type()).isEqualTo("message.new");
        assertThat(event.at()).isEqualTo(OffsetDateTime.parse("2026-11-28T14:05:00.5+00:00"));
        assertThat(event.chatId()).isEqualTo(1234567890L);
        assertThat(event.chatRef()).isEqualTo("@harbour");
        assertThat(event.catchUp()).isTrue();
        assertThat(event.data()).containsEntry("id", 42L).containsEntry("text", "see you at the harbour");
        assertThat(event.message())
                .isEqualTo(new Message(
                        42,
                        OffsetDateTime.parse("2026-11-28T14:04:59+00:00"),
                        1234567890L,
                        7L,
                        new Sender(7, "Bob", "bob_stone"),
                        "see you at the harbour",
                        false,
                        41L,
                        true,
                        "MessageMediaPhoto",
                        null,
                        3,
                        null,
                        "@harbour",
                        null));

        Event gap = sink.events.getLast();
        assertThat(gap.message()).isNull();
        assertThat(gap.chatId()).isNull();
        assertThat(gap.chatRef()).isNull();
        assertThat(gap.data()).containsEntry("lost", 12L).containsEntry("by", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    an older version | {"id": 42, "date": "2026-11-28T14:04:59+00:00", "chat_id": 7, "text": "Fog.", "chat_ref": "7"} | Fog.
                    a newer version  | {"id": 42, "date": "2026-11-28T14:04:59+00:00", "chat_id": 7, "text": "Fog.", "chat_ref": "7", "x": {}} | Fog.
                    without content  | {"id": 42, "date": "2026-11-28T14:04:59+00:00", "chat_id": 7} | no message
                    unreadable       | {"id": "?", "chat_ref": "7"} | no message
                    """)
    void aMessageOfAnotherVersionIsReadAsFarAsPossible(String writer, String data, String text)
            throws InterruptedException {
        Recorder sink = begun(recorder());
        log.append(new EventDraft(
                EventType.MESSAGE_NEW, "7:42", now, new EventDraft.Chat(7, 7, "7"), false, false, (ObjectNode)
                        JsonMapper.shared().readTree(data)));
        Awaitility.await().until(() -> sink.events.size() == 1);

        Message message = sink.events.getFirst().message();
        assertThat(message == null ? "no message" : message.text()).as(writer).isEqualTo(text);
        assertThat(sink.events.getFirst().data()).containsKey("id");
    }
}
