package ${package};

import static dev.toolgram.testkit.Toolgram.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.testkit.Toolgram;
import dev.toolgram.testkit.ToolgramTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the packaged jar in the real host, on the sandbox. */
@ToolgramTest
class WaitingChatsIT {

    @Test
    void chatIsListedUntilItIsAnswered(Toolgram host) {
        host.sandbox("receive", Map.of("chat_id", 1002, "text", "Are you there?"));
        eventually(() -> host.mcp("waiting_chats", Map.of("limit", 1))
                .assertIncludes("[{\"name\": \"Bob\", \"text\": \"Are you there?\"}]"));

        host.rest("send_message", Map.of("chat", "@bob_stone", "text", "Yes."));

        eventually(() -> host.rest("waiting_chats", Map.of("limit", 1)).assertIncludes("[]"));
    }

    @Test
    void routeAndLimitWork(Toolgram host) {
        assertEquals(200, host.route("GET /api/chats/waiting", Map.of("limit", 2)).status());
        host.assertFails(ErrorCode.INVALID_INPUT, "waiting_chats", Map.of("limit", 0))
                .assertField("limit", "greater than or equal to 1");
    }
}
