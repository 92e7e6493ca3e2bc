package dev.toolgram.host.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.config.EventsConfig;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.policy.Chats;
import dev.toolgram.host.policy.EventAccess;
import dev.toolgram.host.policy.Policies;
import dev.toolgram.host.store.Database;
import dev.toolgram.host.store.EventTable;
import dev.toolgram.host.tool.ToolRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventEndpointsTest {

    private static final Chats NONE = new Chats() {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public OptionalLong find(ChatReference reference, Instant deadline) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong known(ChatReference reference) {
            return OptionalLong.empty();
        }

        @Override
        public boolean isContact(long chatId) {
            return false;
        }

        @Override
        public Map<String, Integer> folders() {
            return Map.of();
        }

        @Override
        public boolean isInFolder(long chatId, int folder) {
            return false;
        }
    };

    @TempDir
    private Path folder;

    @Test
    void moreReadersThanThereIsRoomForAreRefusedUntilOneEnds() throws Exception {
        EventEndpoints endpoints = new EventEndpoints(false, 3);
        try (Database database = Database.openEvents(folder, new byte[32]);
                EventLog log = new EventLog(
                        new EventTable(database),
                        new EventsConfig(EventsConfig.Mode.ON, Duration.ofDays(7), 1 << 20, false),
                        InstantSource.system(),
                        Duration.ofSeconds(1));
                TestHost host =
                        TestHost.guarded(List.of(), Duration.ofSeconds(5), null, (tool, input, call) -> {}, endpoints);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            endpoints.connect(
                    log,
                    new EventAccess(
                            new Policies(
                                    folder.resolve("keys.json"),
                                    Optional.empty(),
                                    new ToolRegistry(),
                                    InstantSource.system(),
                                    Duration.ofSeconds(1)),
                            NONE,
                            InstantSource.system()));
            List<Future<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                waiting.add(threads.submit(() -> host.send("GET", "/api/events?timeout=50", null)));
            }
            Awaitility.await().until(() -> log.readers().size() == 3);

            for (String path : List.of("/api/events", "/api/events/stream")) {
                HttpResponse<String> refused = host.send("GET", path, null);
                assertThat(refused.statusCode()).as(path).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
                assertThat(refused.body()).contains("3 readers of events are connected");
            }
            log.readers().forEach(EventLog.Reader::end);
            for (Future<HttpResponse<String>> reader : waiting) {
                assertThat(reader.get().statusCode()).isEqualTo(200);
            }
            assertThat(host.send("GET", "/api/events", null).statusCode()).isEqualTo(200);
        }
    }
}
