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

    /** TDLib answers before it asks Telegram, and repeats the request until it is done. */
    private static final Set<String> DONE_LOCALLY =
            Set.of("mark_read", "archive_chat", "mute_chat", "save_draft", "clear_draft", "block_user", "unblock_user");

    /** The setups of other rows have joined this chat already. */
    private static final Set<String> NOTHING_TO_DO = Set.of("join_chat");

    @Test
    void everyFloodedWriteSaysWhetherItStillHappens() {
        try (SandboxHost host =
                SandboxHost.start(Map.of("TOOLGRAM_REQUEST_TIMEOUT", "5", "TOOLGRAM_PLUGIN_SANDBOX_CONTROL", "true"))) {
            Map<ToolRow, Map<String, Object>> inputs = new LinkedHashMap<>();
            BundledTools.ALL.stream()
                    .filter(row -> row.change() != null && !NOTHING_TO_DO.contains(row.tool()))
                    .forEach(row -> inputs.put(row, row.input().apply(host)));
            JsonNode _ = host.sandbox("calls", Map.of("reset", true));
            Map<ToolRow, Long> atAnswer = new LinkedHashMap<>();
            int atOnce = 0;
            for (Map.Entry<ToolRow, Map<String, Object>> call : inputs.entrySet()) {
                ToolRow row = call.getKey();
                String method = row.changed().method();
                JsonNode _ = host.sandbox(
                        "fail", Map.of("method", method, "code", 420, "message", "FLOOD_WAIT_7", "times", 1));
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
                    assertThat(answer.status()).as(row + ": " + answer.text()).isEqualTo(504);
                    assertThat(answer.body().path("sent").asString()).isEqualTo("unknown");
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
        }
    }

    private static Map<String, Long> calls(SandboxHost host) {
        Map<String, Long> calls = new HashMap<>();
        host.sandbox("calls", Map.of())
                .forEach(each -> calls.put(
                        each.get("method").asString(), each.get("count").asLong()));
        return calls;
    }
}
