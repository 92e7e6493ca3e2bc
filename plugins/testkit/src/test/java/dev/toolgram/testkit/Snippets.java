package dev.toolgram.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.telegram.TdFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code in the Javadoc of the test kit. */
final class Snippets {

    private Snippets() {}

    // @start region="toolgramTest"
    @ToolgramTest
    class NotesIT {

        @Test
        void noteIsFound(Toolgram host) {
            host.rest("add_note", Map.of("text", "Buy bread"));

            host.mcp("find_notes", Map.of("query", "bread")).assertIncludes("[{\"text\": \"Buy bread\"}]");
        }

        @Test
        void emptyNoteIsRejected(Toolgram host) {
            host.assertFails(ErrorCode.INVALID_INPUT, "add_note", Map.of("text", ""))
                    .assertField("text", "must not be");
        }
    }
    // @end

    static void start() {
        // @start region="start"
        try (Toolgram host = Toolgram.withPlugin(Path.of("target/my-plugin-1.0.0.jar"))) {
            host.sandbox("receive", Map.of("chat_id", 1002, "text", "Are you there?"));
            assertEquals(
                    "Bob Stone",
                    host.rest("my_tool", Map.of("chat", "me"))
                            .value()
                            .get("title")
                            .asString());
            host.mcp("my_tool", Map.of("chat", "me")).assertIncludes("{\"title\": \"Bob Stone\"}");
        }
        // @end
    }

    record GetUser(long userId) implements TdFunction<User> {}

    record User(String firstName) {}

    static void fake() {
        // @start region="fake"
        FakeTelegram telegram = new FakeTelegram()
                .chat("@bob_stone", 1002)
                .answer(GetUser.class, function -> new User(function.userId() == 1002 ? "Bob" : "Ann"));

        assertEquals("Bob", telegram.send(new GetUser(1002)).firstName());
        assertEquals(List.of(new GetUser(1002)), telegram.sent());
        // @end
    }
}
