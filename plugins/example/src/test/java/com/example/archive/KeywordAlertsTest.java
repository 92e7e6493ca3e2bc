package com.example.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeywordAlertsTest {

    @TempDir
    private Path folder;

    private void hear(AlertLog log, long id, String text) {
        new KeywordWatch(List.of("Ferry", "fog"), log)
                .onMessage(new Td.UpdateNewMessage(FakeTelegram.message(id, FakeTelegram.BOB, text)));
    }

    @Test
    void keywordIsFoundInAnyCase() {
        AlertLog log = AlertLog.open(folder.resolve("alerts.tsv"), 10);
        hear(log, 1, "The FERRY is late");
        hear(log, 2, "Nothing new");
        new KeywordWatch(List.of("fog"), log).onMessage(new Td.UpdateNewMessage(null));

        List<Alert> alerts = new KeywordAlerts(log).call(new KeywordAlerts.Input(20), new FakeCall(folder));

        assertEquals(1, alerts.size());
        assertEquals("Ferry", alerts.getFirst().keyword());
        assertEquals("@bob", alerts.getFirst().chat());
    }

    @Test
    void alertsWithAnyTextSurviveRestart() {
        Path file = folder.resolve("alerts.tsv");
        hear(AlertLog.open(file, 10), 1, "fog\tand \\n backslashes\nand lines");

        assertEquals(
                "fog\tand \\n backslashes\nand lines",
                AlertLog.open(file, 10).newest(5).getFirst().text());
    }

    @Test
    void oldestAlertsAreDropped() {
        Path file = folder.resolve("alerts.tsv");
        AlertLog log = AlertLog.open(file, 2);
        for (int id = 1; id <= 5; id++) {
            hear(log, id, "fog " + id);
        }

        assertEquals(
                List.of(5L, 4L), log.newest(10).stream().map(Alert::messageId).toList());
        assertEquals(
                List.of(5L),
                AlertLog.open(file, 1).newest(10).stream().map(Alert::messageId).toList());
    }

    @Test
    void noAlertsWithoutKeywords() {
        AlertLog log = AlertLog.open(folder.resolve("alerts.tsv"), 10);
        new KeywordWatch(new AlertSettings(null, 10).words(), log)
                .onMessage(new Td.UpdateNewMessage(FakeTelegram.message(1, FakeTelegram.BOB, "fog")));

        assertTrue(log.newest(10).isEmpty());
    }
}
