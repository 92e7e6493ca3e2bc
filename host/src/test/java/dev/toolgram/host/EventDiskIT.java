package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The disk of the log is full: a file system in memory, for which the test needs the right to mount. */
@Tag("soak")
class EventDiskIT {

    private static final long BOB = 1002;
    private static final int MESSAGES = 20_000; // more than wait in memory

    @TempDir
    private Path folder;

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    private static List<JsonNode> events(SandboxHost host, String types) {
        List<JsonNode> all = new ArrayList<>();
        for (long next = 0; ; ) {
            JsonNode page = host.get("/api/events", Map.of("after", next, "limit", 1000, "types", types))
                    .result();
            page.get("events").forEach(all::add);
            if (next == page.get("next").asLong()) {
                return all;
            }
            next = page.get("next").asLong();
        }
    }

    /** The numbers of Bob's messages in the log. */
    private static List<Long> ids(SandboxHost host) {
        return events(host, "message.new").stream()
                .filter(event -> event.get("chat_id").asLong() == BOB)
                .map(event -> event.at("/data/id").asLong())
                .toList();
    }

    /** Of messages that were delivered, those that the log neither has nor reports as missing. */
    private static Set<Long> untold(SandboxHost host, Set<Long> delivered) {
        Set<Long> untold = new TreeSet<>(delivered);
        ids(host).forEach(untold::remove);
        for (JsonNode gap : events(host, "gap")) {
            if (gap.path("chat_id").asLong(0) == BOB) {
                JsonNode data = gap.get("data");
                untold.removeIf(id -> id > data.get("after_id").asLong()
                        && id < data.get("before_id").asLong());
            }
        }
        return untold;
    }

    private static void fill(Path file) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // it is full
        }
    }

    private static long toBob(SandboxHost telegram, String text) {
        return telegram.sandbox("receive", Map.of("chat_id", BOB, "text", text))
                .get("id")
                .asLong();
    }

    @Test
    void whileTheDiskIsFullCallsGoOnAndAGapSaysWhatWasLost() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()))
                .as("the right to mount")
                .isZero();
        try (SandboxHost telegram = SandboxHost.start()) {
            RemoteSandbox remote = new RemoteSandbox(telegram, folder);
            Map<String, String> settings = remote.settings(folder.resolve("data"));
            settings.put("TOOLGRAM_SESSION", remote.signIn().encode());
            settings.put("TOOLGRAM_EVENTS", "on");
            SandboxHost.start(settings).close();
            try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
                Path database = files.filter(file -> file.endsWith("events.db"))
                        .findFirst()
                        .orElseThrow();
                Path moved = Files.move(database, disk.resolve("events.db"));
                Files.createSymbolicLink(database, moved);
            }
            try (SandboxHost host = SandboxHost.start(settings)) {
                long first = toBob(telegram, "before");
                Awaitility.await().until(() -> events(host, "message.new"), found -> found.size() == 1);

                fill(disk.resolve("ballast"));
                JsonNode added =
                        telegram.sandbox("add_messages", Map.of("chat_id", BOB, "count", MESSAGES, "text", "more"));
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(
                                () -> host.get("/api/messages", Map.of("chat", "@bob_stone", "limit", 1))
                                        .result()
                                        .at("/0/id")
                                        .asLong(),
                                id -> id == added.get("last_id").asLong());
                assertThat(host.post("/api/messages", Map.of("chat", "me", "text", "calls go on"))
                                .status())
                        .isEqualTo(200);
                long written = events(host, "message.new").size();
                assertThat(written).as("written before it was full").isLessThan(MESSAGES);
                Files.delete(disk.resolve("ballast"));
                long last = toBob(telegram, "after");

                JsonNode overload = Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(
                                () -> events(host, "gap").stream()
                                        .map(gap -> gap.get("data"))
                                        .filter(gap ->
                                                gap.get("reason").asString().equals("overload"))
                                        .findFirst()
                                        .orElse(null),
                                gap -> gap != null);
                assertThat(overload.get("lost").asLong()).isPositive();
                TreeSet<Long> delivered = LongStream.rangeClosed(
                                added.get("first_id").asLong(),
                                added.get("last_id").asLong())
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new));
                delivered.addAll(List.of(first, last));
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(untold(host, delivered))
                                .as("neither logged nor in a gap")
                                .isEmpty());
                List<Long> ids = ids(host);
                long inARow = delivered.descendingSet().stream()
                        .takeWhile(new HashSet<>(ids)::contains)
                        .count();
                System.out.printf(
                        "Events, full disk: %d messages, %d updates dropped, %d events, the newest in a row: %d%n",
                        MESSAGES + 2, overload.get("lost").asLong(), ids.size(), inARow);
                assertThat(ids).doesNotHaveDuplicates().contains(first, last);
                assertThat(inARow).as("the newest without a gap").isGreaterThanOrEqualTo(990);
            }
        } finally {
            assertThat(run("umount", "-l", disk.toString())).isZero();
        }
    }
}
