package dev.toolgram.host.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendJournalTest {

    private static final byte[] RESULT = "{\"text\":\"see you at the harbour\"}".getBytes(StandardCharsets.UTF_8);
    private static final long CHAT = -1001234567890L;

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-28T08:00:00Z");
    private Database database;
    private SendJournal journal;

    @BeforeEach
    void open() {
        database = Database.open(folder, new byte[32]);
        journal = new SendJournal(database, () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void restart() {
        close();
        open();
    }

    private Attempt begin(@Nullable String key, String arguments) {
        return journal.begin("", key, "send_message", () -> arguments);
    }

    private JournaledCall begun(@Nullable String key, String arguments) {
        return ((Attempt.Begun) begin(key, arguments)).call();
    }

    private JournaledWrite send(JournaledCall call, String text) {
        JournaledWrite write = call.write("sendMessage", CHAT, List.of(journal.fingerprint(text)));
        assertThat(write.takeDue()).isTrue();
        return write;
    }

    @Test
    void aSuccessfulCallIsAnsweredAgainEvenAfterARestart() {
        JournaledCall call = begun("k1", "{}");
        send(call, "hello").sent(List.of(42L << 20));
        call.end(SendState.SENT, RESULT);

        assertThat(((Attempt.Answered) begin("k1", "{}")).result()).isEqualTo(RESULT);
        restart();
        assertThat(((Attempt.Answered) begin("k1", "{}")).result()).isEqualTo(RESULT);
        assertThat(journal.unfinished()).isEmpty();
    }

    @Test
    void aCallThatSendsNothingIsAnsweredAgainToo() {
        begun("k1", "{}").end(SendState.SENT, RESULT);

        assertThat(begin("k1", "{}")).isInstanceOf(Attempt.Answered.class);
    }

    @Test
    void otherArgumentsUnderTheSameKeyAreAMismatch() {
        JournaledCall call = begun("k1", "{}");
        assertThat(begin("k1", "{\"chat\":\"me\"}")).isEqualTo(new Attempt.Mismatch("send_message"));
        call.end(SendState.SENT, RESULT);

        assertThat(begin("k1", "{\"chat\":\"me\"}")).isEqualTo(new Attempt.Mismatch("send_message"));
    }

    @Test
    void aRunningCallCanBeWaitedFor() throws InterruptedException {
        JournaledCall call = begun("k1", "{}");

        JournaledCall running = ((Attempt.Running) begin("k1", "{}")).call();

        assertThat(running.awaitEnd(Instant.now())).isFalse();
        call.end(SendState.SENT, RESULT);
        assertThat(running.awaitEnd(Instant.now().plusSeconds(5))).isTrue();
    }

    @Test
    void aFailedCallMayBeRepeatedAndSendsAgain() {
        JournaledCall call = begun("k1", "{}");
        send(call, "hello").notSent();
        call.end(SendState.NOT_SENT, null);

        JournaledCall repeated = begun("k1", "{}");

        assertThat(repeated.id()).isEqualTo(call.id());
        assertThat(send(repeated, "hello").state()).isEqualTo(SendState.ASKED);
    }

    @Test
    void aRequestThatIsRepeatedAfterARefusalIsOneRow() {
        JournaledCall call = begun("k1", "{}");
        send(call, "hello").notSent(); // FLOOD_WAIT, which is waited out
        send(call, "hello").sent(List.of(42L));
        restart();

        JournaledCall repeated = begun("k1", "{}");

        assertThat(repeated.writes())
                .singleElement()
                .satisfies(write -> assertThat(write.sent()).containsExactly(42L));
        JournaledWrite again = repeated.write("sendMessage", CHAT, List.of(journal.fingerprint("hello")));
        assertThat(again.takeDue()).isFalse();
    }

    @Test
    void anInterruptedSendIsUnfinishedAfterARestart() {
        JournaledWrite _ = send(begun("k1", "{}"), "hello");
        JournaledWrite _ = send(begun(null, "{}"), "without a key");
        restart();

        assertThat(journal.unfinished()).hasSize(2).allSatisfy(write -> {
            assertThat(write.state()).isEqualTo(SendState.ASKED);
            assertThat(write.chatId()).isEqualTo(CHAT);
            assertThat(write.unclaimed()).isEqualTo(1);
            assertThat(write.isKeyed()).isEqualTo(write.fingerprints().contains(journal.fingerprint("hello")));
        });
    }

    @Test
    void aRepeatedCallFindsTheSendOfTheKilledOne() {
        JournaledWrite _ = send(begun("k1", "{}"), "hello");
        restart();
        JournaledWrite unfinished = journal.unfinished().getFirst();

        JournaledWrite write = begun("k1", "{}").write("sendMessage", CHAT, List.of(journal.fingerprint("hello")));

        assertThat(write).isSameAs(unfinished);
        assertThat(write.takeDue()).isFalse();
    }

    @Test
    void aCancelledSendIsNotTrustedAfterARestart() {
        JournaledWrite write = send(begun("k1", "{}"), "hello");
        write.sending(7, journal.fingerprint("hello"));
        write.cancelled(7);
        assertThat(write.state()).isEqualTo(SendState.NOT_SENT);
        restart();

        assertThat(journal.unfinished())
                .singleElement()
                .satisfies(each -> assertThat(each.state()).isEqualTo(SendState.ASKED));
    }

    @Test
    void aForwardKnowsItsContentsWhenTdlibHasAcceptedIt() {
        JournaledWrite write = begun("k1", "{}").write("forwardMessages", CHAT, List.of());
        assertThat(write.takeDue()).isTrue();
        write.sending(7, "a");
        write.sending(8, "b");
        restart();

        assertThat(journal.unfinished().getFirst().fingerprints()).containsExactly("a", "b");
    }

    @Test
    void anAttemptThatSendsSomethingElseIsStopped() {
        JournaledWrite _ = send(begun("k1", "{}"), "hello");
        restart();
        JournaledCall repeated = begun("k1", "{}");

        assertThatThrownBy(() -> repeated.write("sendMessage", 1, List.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keysAreForgottenAfterADay() {
        begun("k1", "{}").end(SendState.SENT, RESULT);
        now = now.plus(Duration.ofHours(23));
        assertThat(begin("k1", "{}")).isInstanceOf(Attempt.Answered.class);

        now = now.plus(Duration.ofHours(2));

        assertThat(begin("k1", "{\"other\":1}")).isInstanceOf(Attempt.Begun.class);
    }

    @Test
    void aLongRunForgetsWhatIsOld() {
        begun("old", "{}").end(SendState.SENT, RESULT);
        now = now.plus(Duration.ofHours(25));
        for (int i = 0; i < SendJournal.PURGE_INTERVAL; i++) {
            send(begun(null, "{}"), "a").cancelled(); // its call never ends
        }

        assertThat(journal.unfinished()).hasSizeLessThan(2);
        close(); // waits for the queued writes
        database = Database.open(folder, new byte[32]);
        assertThat(rows()).isEqualTo(SendJournal.PURGE_INTERVAL);
    }

    private int rows() {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    var count = statement.executeQuery("select count(*) from sends")) {
                return count.next() ? count.getInt(1) : -1;
            }
        });
    }

    @Test
    void aSendIsReportedToItsCallerAlone() {
        JournaledCall call = begun(null, "{}");
        JournaledWrite _ = send(call, "hello");

        assertThat(journal.find("", call.id())).isPresent();
        assertThat(journal.find("another key", call.id())).isEmpty();
    }

    @Test
    void aClockThatJumpsBackForgetsNothing() {
        begun("k1", "{}").end(SendState.SENT, RESULT);
        now = now.minus(Duration.ofDays(400));
        restart();

        assertThat(begin("k1", "{}")).isInstanceOf(Attempt.Answered.class);
    }

    @Test
    void theDatabaseDoesNotRevealWhatWasSent() throws IOException {
        JournaledCall call = begun("k1", "{\"text\":\"see you at the harbour\"}");
        send(call, "see you at the harbour").sent(List.of(1L));
        call.end(SendState.SENT, RESULT);
        close();

        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("harbour");
            }
        }
    }

    @Test
    void onAFullDiskNothingMayBeSentAndReadingGoesOn() {
        begun("k0", "{}").end(SendState.SENT, RESULT);
        int _ = database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma max_page_count = 1"); // as a full disk: SQLITE_FULL
            }
            return 0;
        });
        JournaledCall call = begun("k1", "{}");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        JournaledWrite _ = call.write("sendMessage", i, List.of("x".repeat(4096)));
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Cannot write the database")
                .hasMessageContaining("full");
        assertThat(begin("k0", "{}")).isInstanceOf(Attempt.Answered.class);

        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("pragma max_page_count = 100000");
            }
        });
        begun("k2", "{}").end(SendState.SENT, RESULT); // there is space again
        assertThat(begin("k2", "{}")).isInstanceOf(Attempt.Answered.class);
    }

    @Test
    void aDamagedDatabaseIsSetAsideAndTheHostStarts() throws IOException {
        close();
        Files.writeString(folder.resolve("toolgram.db"), "not a database, but long enough to look like one".repeat(99));

        open();

        assertThat(begin("k1", "{}")).isInstanceOf(Attempt.Begun.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.contains(".damaged-"))
                    .hasSize(1);
        }
    }

    @Test
    void concurrentCallsAreAllStored() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500)
                    .forEach(i -> threads.submit(() -> {
                        JournaledCall call = begun("key-" + i, "{}");
                        send(call, "text " + i).sent(List.of((long) i + 1));
                        call.end(SendState.SENT, RESULT);
                    }));
        }
        restart();

        assertThat(journal.sent(CHAT)).hasSize(500).doesNotHaveDuplicates();
    }
}
