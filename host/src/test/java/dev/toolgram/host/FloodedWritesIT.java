package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.table.BundledTools;
import dev.toolgram.host.table.ToolRow;
import dev.toolgram.testkit.RestResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The answers of the writing tools when Telegram makes TDLib wait, and the later requests of TDLib. */
@NullMarked
@Tag("soak")
class FloodedWritesIT {

    /** Their messages are cancelled: nothing goes out later. */
    private static final Set<String> CANCELLED = Set.of("send_message", "send_file", "send_voice", "create_poll");

    /** TDLib responds before it asks Telegram, repeats the request after a short wait and drops it for a long one. */
    private static final Set<String> DONE_LOCALLY =
            Set.of("mark_read", "archive_chat", "mute_chat", "save_draft", "clear_draft", "block_user", "unblock_user");

    /** Its chat is the one that another row leaves. */
    private static final String LAST = "join_chat";

    @Test
    void everyFloodedWriteSaysWhetherItStillHappens() {
        try (SandboxHost host = start()) {
            Map<ToolRow, Map<String, Object>> inputs = new LinkedHashMap<>();
            BundledTools.ALL.stream()
                    .filter(row -> row.change() != null && !row.tool().equals(LAST))
                    .forEach(row -> inputs.put(row, row.input().apply(host)));
            JsonNode _ = host.sandbox("calls", Map.of("reset", true));
            Map<ToolRow, Long> atAnswer = new LinkedHashMap<>();
            int atOnce = 0;
            for (Map.Entry<ToolRow, Map<String, Object>> call : inputs.entrySet()) {
                ToolRow row = call.getKey();
                String method = row.changed().method();
                flood(host, method, 7);
                long start = System.nanoTime();
                RestResponse answer = host.post("/api/tools/" + row.tool(), call.getValue());
                Duration time = Duration.ofNanos(System.nanoTime() - start);

                if (CANCELLED.contains(row.tool())) {
                    assertThat(answer.status()).as(row + ": " + answer.text()).isEqualTo(502);
                    assertThat(answer.detail().path("retry_after").asInt()).isEqualTo(7);
                } else if (DONE_LOCALLY.contains(row.tool())) {
                    assertThat(answer.status()).as(row + ": " + answer.text()).isEqualTo(200);
                    Awaitility.await()
                            .during(Duration.ofMillis(200))
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> calls(host).containsKey(method));
                } else {
                    happensLater(answer);
                }
                if (answer.text().contains("FLOOD_WAIT_7")) {
                    assertThat(time).as(row.tool()).isLessThan(Duration.ofSeconds(4));
                    atOnce++;
                }
                atAnswer.put(row, calls(host).getOrDefault(method, 0L));
                JsonNode _ = host.sandbox("clear_faults", Map.of());
            }
            // The others wait behind a flooded request of the same chat.
            assertThat(atOnce).isGreaterThan(20);

            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Map<String, Long> calls = calls(host);
                assertThat(atAnswer)
                        .allSatisfy((row, before) -> assertThat(
                                        calls.getOrDefault(row.changed().method(), 0L) > before
                                                || CANCELLED.contains(row.tool()))
                                .as("%s goes out later", row)
                                .isTrue());
            });
            Map<String, Long> calls = calls(host);
            assertThat(calls.get("messages.sendMessage")).isEqualTo(1);
            assertThat(calls.get("messages.sendMedia")).isEqualTo(3);

            ToolRow join = row(LAST);
            flood(host, join.changed().method(), 7);
            happensLater(host.post("/api/tools/" + LAST, Map.of("chat", "open_kitchen")));
            long joins = calls(host).getOrDefault(join.changed().method(), 0L);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> calls(host).getOrDefault(join.changed().method(), 0L) > joins);
        }
    }

    @Test
    void changeThatWasReportedAsDoneIsDroppedForALongFlood() {
        try (SandboxHost host = start()) {
            Map<ToolRow, Map<String, Object>> inputs = new LinkedHashMap<>();
            DONE_LOCALLY.stream()
                    .map(FloodedWritesIT::row)
                    .forEach(row -> inputs.put(row, row.input().apply(host)));
            JsonNode _ = host.sandbox("calls", Map.of("reset", true));
            Map<String, Long> expected = new HashMap<>();
            inputs.forEach((row, input) -> {
                String method = row.changed().method();
                flood(host, method, 99);
                RestResponse answer = host.post("/api/tools/" + row.tool(), input);
                assertThat(answer.status()).as(row + ": " + answer.text()).isEqualTo(200);
                long calls = expected.merge(method, 1L, Long::sum);
                Awaitility.await().until(() -> calls(host).getOrDefault(method, 0L) == calls);
            });
            Awaitility.await()
                    .during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(calls(host)).containsAllEntriesOf(expected));
        }
    }

    private static SandboxHost start() {
        return SandboxHost.start(Map.of("TOOLGRAM_REQUEST_TIMEOUT", "5", "TOOLGRAM_PLUGIN_SANDBOX_CONTROL", "true"));
    }

    private static ToolRow row(String tool) {
        return BundledTools.ALL.stream()
                .filter(row -> row.tool().equals(tool))
                .findFirst()
                .orElseThrow();
    }

    private static void flood(SandboxHost host, String method, int seconds) {
        JsonNode _ = host.sandbox(
                "fail", Map.of("method", method, "code", 420, "message", "FLOOD_WAIT_" + seconds, "times", 1));
    }

    private static void happensLater(RestResponse answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(504);
        assertThat(answer.body().path("sent").asString()).isEqualTo("unknown");
    }

    private static Map<String, Long> calls(SandboxHost host) {
        Map<String, Long> calls = new HashMap<>();
        host.sandbox("calls", Map.of())
                .forEach(each -> calls.put(
                        each.get("method").asString(), each.get("count").asLong()));
        return calls;
    }
}
