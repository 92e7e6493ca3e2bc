package com.example.archive;

import static dev.toolgram.testkit.Toolgram.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.toolgram.testkit.Answer;
import dev.toolgram.testkit.Setup;
import dev.toolgram.testkit.ToolFailedException;
import dev.toolgram.testkit.Toolgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the packaged jar in the real host. */
class ArchiveIT {

    private static final int BOB = 1002;
    private static final int CARLA = 1003;

    @TempDir
    private Path data;

    private Setup setup() {
        return Toolgram.setup()
                .plugin(Path.of("target/archive-1.0.0.jar"))
                .environment("TOOLGRAM_PLUGIN_ARCHIVE_KEYWORDS", "ferry, fog")
                .data(data);
    }

    @Test
    void exportIsTheSameOverRestAndMcp() {
        try (Toolgram host = setup().start()) {
            host.sandbox("add_messages", Map.of("chat_id", CARLA, "count", 250, "text", "line"));
            Map<String, Object> input = Map.of("chat", CARLA, "limit", 250);
            eventually(() ->
                    assertTrue(host.rest("chat_transcript", input).file().text().contains("  Carla Reyes: line 250\n")));

            Answer byMcp = host.mcp("chat_transcript", input);

            assertEquals(
                    host.rest("chat_transcript", input).file().text(), byMcp.file().text());
            assertEquals(250, byMcp.file().text().lines().count());
            assertFalse(byMcp.progress().isEmpty());
            assertEquals("chat.txt", byMcp.file().name());
            assertTrue(assertThrows(
                            ToolFailedException.class, () -> host.rest("chat_transcript", Map.of("chat", "me", "limit", 0)))
                    .getMessage()
                    .startsWith("limit: "));
        }
    }

    @Test
    void alertsAreDeletedIfTheUserAgrees() {
        try (Toolgram host = setup().start()) {
            for (String text : List.of("A ferry.", "Some fog.", "More fog.")) {
                host.sandbox("receive", Map.of("chat_id", BOB, "text", text));
            }
            eventually(() -> assertEquals(
                    3, host.rest("keyword_alerts", Map.of()).value().size()));

            host.mcp("clear_alerts", Map.of(), Map.of("clear", Map.of("keep", 1)))
                    .assertIncludes("{\"deleted\": 2}");

            assertTrue(assertThrows(
                            ToolFailedException.class, () -> host.mcp("clear_alerts", Map.of(), Map.of()))
                    .getMessage()
                    .startsWith("The user declined"));
            assertEquals(
                    403,
                    assertThrows(ToolFailedException.class, () -> host.rest("clear_alerts", Map.of()))
                            .status());
            host.rest("keyword_alerts", Map.of()).assertIncludes("[{\"text\": \"More fog.\"}]");
        }
    }

    @Test
    void alertsAndDiarySurviveRestart() {
        try (Toolgram host = diary().start()) {
            host.sandbox("receive", Map.of("chat_id", BOB, "text", "The ferry is late."));
            eventually(() -> assertEquals(
                    1, host.rest("keyword_alerts", Map.of()).value().size()));
            eventually(() -> assertTrue(diaryText().contains(" **Bob Stone** in @bob_stone: The ferry is late. <!--")));
            host.rest("send_message", Map.of("chat", "@bob_stone", "text", "I know."));
            eventually(() -> assertTrue(diaryText().contains(" **me** in @bob_stone: I know. <!--")));
        }
        try (Toolgram host = diary().start()) {
            assertEquals(
                    "ferry",
                    host.mcp("keyword_alerts", Map.of())
                            .value()
                            .get(0)
                            .get("keyword")
                            .asString());
            assertTrue(diaryText().contains("The ferry is late."));
        }
    }

    private Setup diary() {
        return setup().environment("TOOLGRAM_PLUGIN_ARCHIVE_DIARY", "true");
    }

    private String diaryText() {
        Path folder = data.resolve("plugins/archive/diary");
        if (!Files.exists(folder)) {
            return "";
        }
        try (Stream<Path> days = Files.list(folder)) {
            StringBuilder text = new StringBuilder();
            for (Path day : days.sorted().toList()) {
                text.append(Files.readString(day));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
