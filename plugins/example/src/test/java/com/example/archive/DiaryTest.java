package com.example.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.toolgram.api.Event;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiaryTest {

    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-28T12:00:00Z");

    @TempDir
    private Path folder;

    private static Event event(long id, OffsetDateTime at, String text) {
        Sender bob = new Sender(2, "Bob", null);
        Message message =
                new Message(id, at, 2, 2L, bob, text, false, null, false, null, null, null, null, "@bob", null);
        return new Event(id, "message.new:2:" + id, "message.new", at, 2L, "@bob", false, message, Map.of());
    }

    private String day(String date) throws IOException {
        return Files.readString(folder.resolve(date + ".md"));
    }

    @Test
    void eachDayHasItsFile() throws IOException {
        Diary diary = new Diary(folder);
        diary.handle(event(1, NOON, "The ferry\nis late."));
        diary.handle(event(2, NOON.plusHours(12), "Fog."));

        assertEquals(
                "# 2026-11-28\n\n- 12:00 **Bob** in @bob: The ferry is late. <!-- message.new:2:1 -->\n",
                day("2026-11-28"));
        assertEquals("# 2026-11-29\n\n- 00:00 **Bob** in @bob: Fog. <!-- message.new:2:2 -->\n", day("2026-11-29"));
    }

    @Test
    void eventThatComesAgainIsWrittenOnce() throws IOException {
        Diary diary = new Diary(folder);
        diary.handle(event(1, NOON, "Fog."));
        diary.handle(event(1, NOON, "Fog."));
        new Diary(folder).handle(event(1, NOON, "Fog."));
        new Diary(folder).handle(event(2, NOON, "More fog."));

        assertEquals(4, day("2026-11-28").lines().count());
    }

    @Test
    void halfLineIsCompletedByTheEventThatComesAgain() throws IOException {
        new Diary(folder).handle(event(1, NOON, "Fog."));
        Files.writeString(folder.resolve("2026-11-28.md"), "- 12:00 **Bo", StandardOpenOption.APPEND);

        new Diary(folder).handle(event(2, NOON, "More fog."));

        assertTrue(day("2026-11-28")
                .endsWith("\n- 12:00 **Bo\n- 12:00 **Bob** in @bob: More fog. <!-- message.new:2:2 -->\n"));
    }

    @Test
    void missingEventsAreNoted() throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Diary diary = new Diary(folder);
        diary.missed(5, 9);

        assertTrue(day(today.toString()).endsWith("\n- *Up to 5 events are missing here.* <!-- missed:5-9 -->\n"));
    }
}
