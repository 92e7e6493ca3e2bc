package dev.toolgram.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.RawStream;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Takes as long as a stream must be silent before the host says that it is still there. */
@NullMarked
@Tag("soak")
class McpKeepAliveIT {

    @Test
    void aSilentStreamIsKeptAlive() throws Exception {
        BlockingTool blocking = new BlockingTool();
        try (TestHost host = TestHost.patient(
                        List.of(blocking.tool("slow", context -> context.progress(1, null, null))),
                        Duration.ofMinutes(5));
                RawStream legacy = RawStream.open(host.port(), "GET", "Accept: text/event-stream\r\n", "");
                RawStream modern = McpEra.MODERN.call(
                        host.port(),
                        McpEra.EVENTS,
                        "7",
                        "subscriptions/listen",
                        "{\"notifications\":{\"toolsListChanged\":true}}");
                RawStream call = McpEra.MODERN.callTool(host.port(), McpEra.EVENTS, "7", "slow")) {
            assertThat(legacy.readHead().bodyLine()).isEqualTo(": keep-alive");
            assertThat(modern.readHead().event()).contains("acknowledged");
            assertThat(call.readHead().event()).contains("progress");

            for (RawStream stream : List.of(legacy, modern, call)) {
                assertThat(comment(stream)).isEqualTo(": keep-alive");
            }
            host.publish(List.of(TestTools.echo("echo", null)));
            assertThat(legacy.event()).contains("list_changed");
            assertThat(modern.event()).contains("list_changed");
            blocking.mayEnd.countDown();
            assertThat(call.event()).contains("\"done\":true");
        }
    }

    private static @Nullable String comment(RawStream stream) throws IOException {
        String line = stream.bodyLine();
        while (line != null && line.isEmpty()) {
            line = stream.bodyLine();
        }
        return line;
    }
}
