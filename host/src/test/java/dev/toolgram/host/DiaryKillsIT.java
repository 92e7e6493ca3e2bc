package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The example's diary has every message once, although the host is killed while messages arrive. */
@Tag("soak")
class DiaryKillsIT {

    private static final int KILLS = 5;
    private static final Pattern LINE =
            Pattern.compile("- \\d\\d:\\d\\d \\*\\*.+\\*\\* in \\S+: (entry \\d+) <!-- \\S+ -->");
    private static final List<Long> CHATS = List.of(1002L, 1003L);

    @TempDir
    private Path folder;

    private final List<String> delivered = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private SandboxHost telegram;
    private Map<String, String> settings;

    @BeforeEach
    void startTelegram() throws Exception {
        telegram = SandboxHost.start();
        RemoteSandbox remote = new RemoteSandbox(telegram, folder);
        JarBuilder.folder("archive", Path.of("../plugins/example/src/main/java"))
                .writeTo(folder.resolve("plugins/archive.jar"));
        settings = remote.settings(folder.resolve("data"));
        settings.put("TOOLGRAM_SESSION", remote.signIn().encode());
        settings.put("TOOLGRAM_PLUGIN_ARCHIVE_DIARY", "true");
        settings.put("TOOLGRAM_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    }

    @AfterEach
    void stopTelegram() {
        over.set(true);
        telegram.close();
    }

    @Test
    void everyMessageIsInTheDiaryOnceThoughTheHostIsKilled() throws Exception {
        long begin = System.nanoTime();
        // The first sink turns the log on: what arrives before is not an event.
        try (RealHost host = new RealHost(folder.resolve("first"), settings)) {
            var _ = host.awaitReady();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> host.get("/metrics").body().contains("toolgram_events_readers{way=\"sink\"} 1.0"));
            assertThat(host.stop()).isZero();
        }
        Thread writer = Thread.ofVirtual().start(this::write);
        int linesAtKills = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (RealHost host = new RealHost(folder.resolve("life-" + kill), settings)) {
                int before = entries().size();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> entries().size() > before + 6);
                linesAtKills = entries().size();
                host.process().destroyForcibly().waitFor();
            }
        }
        over.set(true);
        writer.join();

        try (RealHost host = new RealHost(folder.resolve("last"), settings)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> entries().containsAll(delivered));
            assertThat(host.stop()).isZero();
        }

        assertThat(entries()).containsExactlyInAnyOrderElementsOf(delivered);
        assertThat(linesAtKills).as("lines while the host was killed").isBetween(1, delivered.size());
        System.out.printf(
                "Diary: %d kills in %d s; delivered %d messages, %d lines%n",
                KILLS,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
                delivered.size(),
                entries().size());
    }

    private void write() {
        for (int number = 0; !over.get(); number++) {
            String text = "entry " + number;
            JsonNode _ = telegram.sandbox("receive", Map.of("chat_id", CHATS.get(number % CHATS.size()), "text", text));
            delivered.add(text);
            try {
                Thread.sleep(40);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The texts of the diary, in its order. */
    private List<String> entries() {
        Path diary = folder.resolve("data/plugins/archive/diary");
        if (!Files.isDirectory(diary)) {
            return List.of();
        }
        try (Stream<Path> days = Files.list(diary)) {
            List<String> texts = new ArrayList<>();
            for (Path day : days.sorted().toList()) {
                for (String line : Files.readAllLines(day)) {
                    var entry = LINE.matcher(line);
                    if (entry.matches()) {
                        texts.add(entry.group(1));
                    }
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
