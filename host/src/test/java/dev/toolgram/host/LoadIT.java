package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Many sends at once, with pushes coming in, on good and on bad connections. {@code TOOLGRAM_TEST_SENDS} sets another
 * number for the bad ones, where a send takes several times as long.
 */
@Tag("soak")
class LoadIT {

    private static final int STEADY = 2_000;
    private static final int SHAKY = Integer.parseInt(System.getenv().getOrDefault("TOOLGRAM_TEST_SENDS", "2000"));
    private static final int IN_FLIGHT = 32;
    private static final int PUSH_EVERY = 20;

    @Test
    void everySendIsStoredOnceAndAnsweredWithItsFinalId() throws Exception {
        try (SandboxHost host = SandboxHost.start()) {
            assertThat(sendAll(host, "steady", STEADY)).isEqualTo(stored(host, "steady", STEADY));
        }
    }

    @Test
    void cutConnectionsLoseAndDoubleNothing() throws Exception {
        try (SandboxHost host = SandboxHost.start()) {
            JsonNode _ = host.sandbox("cut", Map.of("every_millis", 400));
            Set<Long> answered = sendAll(host, "shaky", SHAKY);
            JsonNode _ = host.sandbox("clear_faults", Map.of());
            assertThat(answered).isEqualTo(stored(host, "shaky", SHAKY));
        }
    }

    /** The ids that were answered. */
    private static Set<Long> sendAll(SandboxHost host, String prefix, int count) throws Exception {
        Map<String, Long> answered = new ConcurrentHashMap<>();
        Semaphore slots = new Semaphore(IN_FLIGHT);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> sends = IntStream.range(0, count)
                    .<Callable<Void>>mapToObj(number -> () -> {
                        slots.acquire();
                        try {
                            String text = "%s %04d".formatted(prefix, number);
                            JsonNode sent = host.post("/api/messages", Map.of("chat", "me", "text", text))
                                    .result();
                            answered.put(text, sent.get("id").asLong());
                            if (number % PUSH_EVERY == 0) {
                                JsonNode _ = host.sandbox("receive", Map.of("chat_id", 1002, "text", "push " + number));
                            }
                            return null;
                        } finally {
                            slots.release();
                        }
                    })
                    .toList();
            for (Future<Void> send : threads.invokeAll(sends)) {
                Void _ = send.get();
            }
        }
        assertThat(answered).hasSize(count);
        return Set.copyOf(answered.values());
    }

    /** The ids of what the data centre holds. A message sent twice would be one too many. */
    private static Set<Long> stored(SandboxHost host, String prefix, int count) {
        JsonNode counted = host.sandbox("count", Map.of("text", prefix, "prefix", true));
        assertThat(counted.get("count").asInt()).isEqualTo(count);
        return counted.get("places")
                .valueStream()
                .map(place -> place.get("id").asLong())
                .collect(Collectors.toSet());
    }
}
