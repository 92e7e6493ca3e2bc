package dev.toolgram.host.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.config.EventsConfig;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.policy.EventAccess;
import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.host.policy.Policies;
import dev.toolgram.host.policy.TestPolicies;
import dev.toolgram.host.store.Database;
import dev.toolgram.host.store.EventTable;
import dev.toolgram.host.tool.ToolRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventResourcesTest {

    private static final EventResources.Pace PACE =
            new EventResources.Pace(Duration.ofMillis(20), Duration.ofMillis(400), Duration.ofSeconds(20));

    @TempDir
    private Path folder;

    private final AtomicInteger facts = new AtomicInteger();
    private final List<Map<Long, Boolean>> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger idle = new AtomicInteger();
    private EventsConfig.Mode mode = EventsConfig.Mode.AUTO;
    private Database database;
    private EventLog log;

    @BeforeEach
    void open() {
        database = Database.openEvents(folder, new byte[32]);
        log = new EventLog(
                new EventTable(database),
                new EventsConfig(mode, Duration.ofDays(7), 1L << 28, false),
                InstantSource.system(),
                Duration.ofMillis(20));
    }

    private EventResources resources(EventResources.Pace pace) {
        Policies policies = new Policies(
                folder.resolve("keys.json"),
                Optional.empty(),
                new ToolRegistry(),
                InstantSource.system(),
                Duration.ofSeconds(1));
        return new EventResources(
                log, new EventAccess(policies, new TestPolicies.World(), InstantSource.system()), pace);
    }

    @AfterEach
    void close() {
        log.readers().forEach(EventLog.Reader::end);
        log.close();
        database.close();
    }

    private void append(EventType type, long chat) throws InterruptedException {
        log.append(new EventDraft(
                type,
                "fact " + facts.incrementAndGet(),
                Instant.now(),
                chat == 0 ? null : new EventDraft.Chat(chat, chat, Long.toString(chat)),
                false,
                false,
                StrictJson.object()));
    }

    private void hear(Map<Long, Boolean> chats) {
        if (chats.isEmpty()) {
            idle.incrementAndGet();
        } else {
            heard.add(chats);
        }
    }

    private void awaitHeard(int bursts) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() >= bursts);
    }

    @Test
    void aBurstIsOneChangeAndSilenceIsReportedToo() throws Exception {
        resources(PACE).start(this::hear);
        assertThat(log.isOn()).as("turned on").isTrue();
        Awaitility.await().until(() -> idle.get() > 2);

        for (int i = 0; i < 500; i++) {
            append(EventType.MESSAGE_NEW, 7);
        }
        append(EventType.MESSAGE_READ, 8);
        append(EventType.ACCOUNT_STATE, 0);
        awaitHeard(1);
        append(EventType.MESSAGE_READ, 7);
        awaitHeard(2);

        assertThat(heard).containsExactly(Map.of(7L, true, 8L, false, 0L, false), Map.of(7L, false));
    }

    @Test
    void anEndlessBurstIsReportedInParts() throws Exception {
        resources(new EventResources.Pace(Duration.ofMillis(20), Duration.ofSeconds(20), Duration.ZERO))
                .start(this::hear);

        append(EventType.MESSAGE_DELETED, 7);
        append(EventType.MESSAGE_EDITED, 8);
        awaitHeard(1);
        append(EventType.MESSAGE_SENT, 7);

        awaitHeard(2);
        assertThat(heard.getLast()).containsEntry(7L, true);
    }

    @Test
    void aKeyMaySeeTheEventsOfItsChatsAndOfNoChat() throws Exception {
        String hash = KeyFile.hash("secret".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(folder.resolve("keys.json"), """
                {"keys": {"scoped": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["@chat_1"]}}}}
                """.formatted(hash));
        TestPolicies.World world = new TestPolicies.World();
        try (Policies policies = new Policies(
                folder.resolve("keys.json"),
                Optional.empty(),
                new ToolRegistry(),
                InstantSource.system(),
                Duration.ofSeconds(1))) {
            assertThat(policies.connect(world)).isEmpty();
            EventResources resources =
                    new EventResources(log, new EventAccess(policies, world, InstantSource.system()), PACE);

            assertThat(LongStream.of(0, 1, 2).filter(chat -> resources.mayRead("scoped", chat)))
                    .containsExactly(0L, 1L);
        }
    }

    @Test
    void eventsThatAreOffAreRefused() {
        close();
        mode = EventsConfig.Mode.OFF;
        open();

        assertThat(resources(PACE).refusal(null)).isNotNull().satisfies(refusal -> {
            assertThat(refusal.message()).contains("TOOLGRAM_EVENTS");
            assertThat(refusal.isFinal()).isTrue();
        });
    }
}
