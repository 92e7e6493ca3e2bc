package com.example.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.tdlib.GetUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportChatTest {

    @TempDir
    private Path scratch;

    private static ExportChat.Input input(int limit) {
        return new ExportChat.Input(new ChatReference("@bob"), limit);
    }

    @Test
    void pagesAreMergedOldestFirst() throws IOException {
        FakeTelegram telegram = new FakeTelegram(250);
        FakeCall call = new FakeCall(scratch);

        FileContent file = new ExportChat(telegram).call(input(1000), call);

        List<String> lines = new String(file.open().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(250, lines.size());
        assertEquals("2026-01-01 12:00  Bob Stone: message 1", lines.getFirst());
        assertEquals("2026-01-01 12:00  Bob Stone: message 250", lines.getLast());
        assertEquals(List.of("100.0/250.0", "199.0/250.0", "250.0/250.0"), call.progress.subList(0, 3));
        assertEquals(
                1,
                telegram.functions.stream().filter(GetUser.class::isInstance).count());
    }

    @Test
    void limitCountsFromNewest() throws IOException {
        FileContent file = new ExportChat(new FakeTelegram(250)).call(input(2), new FakeCall(scratch));

        assertEquals(
                "2026-01-01 12:00  Bob Stone: message 249\n2026-01-01 12:00  Bob Stone: message 250\n",
                new String(file.open().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void cancelledCallSendsNoMoreRequests() {
        FakeTelegram telegram = new FakeTelegram(250);
        FakeCall call = new FakeCall(scratch, Instant.now().plusSeconds(60), true);

        assertThrows(ToolException.class, () -> new ExportChat(telegram).call(input(1000), call));
        assertTrue(telegram.functions.isEmpty());
    }

    @Test
    void timeoutSuggestsSmallerLimit() {
        FakeCall call = new FakeCall(scratch, Instant.now(), false);

        ToolException late =
                assertThrows(ToolException.class, () -> new ExportChat(new FakeTelegram(250)).call(input(1000), call));
        assertEquals(ErrorCode.TIMEOUT, late.code());
        assertTrue(late.getMessage().contains("set limit"));
    }

    @Test
    void senderThatIsNotUserIsShownAsId() {
        assertEquals("77", new Names(new FakeTelegram(0)).sender(FakeTelegram.message(1, 77L, "")));
        assertEquals("unknown", new Names(new FakeTelegram(0)).sender(FakeTelegram.message(1, null, "")));
    }
}
