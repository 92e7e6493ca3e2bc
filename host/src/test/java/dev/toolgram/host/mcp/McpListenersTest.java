package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.RawStream;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class McpListenersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WANTS_TOOLS = "{\"notifications\":{\"toolsListChanged\":true}}";

    private final TestHost host = TestHost.with(List.of());

    @AfterEach
    void stop() {
        host.close();
    }

    private RawStream listen(McpEra era, String id) throws IOException {
        return era == McpEra.LEGACY
                ? RawStream.open(host.port(), "GET", "Accept: text/event-stream\r\n", "")
                : era.call(host.port(), McpEra.EVENTS, id, "subscriptions/listen", WANTS_TOOLS);
    }

    /** An open stream, which receives all later notifications. */
    private RawStream listening(McpEra era) throws IOException {
        RawStream stream = listen(era, "7").readHead();
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
        if (era == McpEra.LEGACY) {
            assertThat(stream.bodyLine()).startsWith(":");
        } else {
            assertThat(stream.event()).contains("notifications/subscriptions/acknowledged");
        }
        return stream;
    }

    private void change() {
        host.publish(List.of(TestTools.echo("tool_" + System.nanoTime(), null)));
    }

    private static JsonNode event(RawStream stream) throws IOException {
        return json(String.valueOf(stream.event()));
    }

    @Test
    void aGetHearsOfEveryChange() throws Exception {
        try (RawStream stream = listening(McpEra.LEGACY)) {
            for (int i = 0; i < 3; i++) {
                change();
                assertThat(event(stream))
                        .isEqualTo(json("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"seven\""})
    void aSubscriptionHearsOfEveryChangeUnderItsId(String id) throws Exception {
        try (RawStream stream = listen(McpEra.MODERN, id).readHead()) {
            assertThat(event(stream)).isEqualTo(json("""
                    {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{
                      "_meta":{"io.modelcontextprotocol/subscriptionId":%s},
                      "notifications":{"toolsListChanged":true}}}""".formatted(id)));
            for (int i = 0; i < 3; i++) {
                change();
                assertThat(event(stream)).isEqualTo(json("""
                        {"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{
                          "_meta":{"io.modelcontextprotocol/subscriptionId":%s}}}""".formatted(id)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"toolsListChanged\":false}",
                "{\"promptsListChanged\":true,\"resourceSubscriptions\":[\"file:///x\"]}"
            })
    void emptySubscriptionIsAcknowledgedAtOnce(String wanted) throws Exception {
        try (RawStream stream = McpEra.MODERN
                .call(
                        host.port(),
                        McpEra.EVENTS,
                        "7",
                        "subscriptions/listen",
                        "{\"notifications\":%s}".formatted(wanted))
                .readHead()) {
            assertThat(event(stream).at("/params/notifications")).isEqualTo(json("{}"));
            assertThat(event(stream).at("/result/resultType").asString()).isEqualTo("complete");
            assertThat(stream.event()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"notifications\":null}",
                "{\"notifications\":[]}",
                "{\"notifications\":{\"toolsListChanged\":1}}"
            })
    void aSubscriptionSaysWhatItWants(String params) throws Exception {
        try (RawStream answer = McpEra.MODERN
                .call(host.port(), McpEra.EVENTS, "7", "subscriptions/listen", params)
                .readHead()) {
            assertThat(json(answer.rest()).at("/error/code").asInt()).isEqualTo(-32602);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,'',405",
        "GET,'Accept: */*',405",
        "GET,'Accept: application/json, text/*',405",
        "HEAD,'Accept: text/event-stream',405",
        "DELETE,'Accept: text/event-stream',405",
        "GET,'Accept: text/event-stream\r\nMCP-Protocol-Version: 2026-07-28',405",
        "GET,'Accept: text/event-stream\r\nMCP-Protocol-Version: 1999-01-01',400",
        "GET,'Accept: application/json\r\nAccept: text/event-stream\r\nMCP-Protocol-Version: 2025-03-26',200"
    })
    void onlyAListenerOfTheOldEraListensByGet(String method, String headers, int status) throws Exception {
        try (RawStream answer = RawStream.open(host.port(), method, headers.isEmpty() ? "" : headers + "\r\n", "")
                .readHead()) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Allow")).startsWith(status == 405 ? "POST" : "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void allStreamsEndWhenTheHostShutsDown(McpEra era) throws Exception {
        try (RawStream first = listening(era);
                RawStream second = listening(era)) {
            assertThat(host.drain(PATIENCE)).isTrue();

            for (RawStream stream : List.of(first, second)) {
                if (era == McpEra.MODERN) {
                    JsonNode end = event(stream);
                    assertThat(end.path("id").asInt()).isEqualTo(7);
                    assertThat(end.at("/result/resultType").asString()).isEqualTo("complete");
                    assertThat(end.at("/result/_meta/io.modelcontextprotocol~1subscriptionId")
                                    .asInt())
                            .isEqualTo(7);
                }
                assertThat(stream.event()).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void thereIsALimitAndWhoLeavesMakesRoom(McpEra era) throws Exception {
        List<RawStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 256; i++) {
                streams.add(listening(i % 2 == 0 ? McpEra.LEGACY : McpEra.MODERN));
            }
            try (RawStream tooMany = listen(era, "7").readHead()) {
                assertThat(tooMany.status()).isEqualTo(503);
                assertThat(json(tooMany.rest()).at("/error/code").asInt()).isEqualTo(-32603);
            }
            change();
            for (RawStream stream : streams) {
                assertThat(stream.event()).contains("list_changed");
            }
            streams.removeLast().close();
            streams.add(awaitRoom(era));
        } finally {
            for (RawStream stream : streams) {
                stream.close();
            }
        }
    }

    /** The host hears a little later that a client has left. */
    private RawStream awaitRoom(McpEra era) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            RawStream stream = listen(era, "7").readHead();
            if (stream.status() == 200) {
                return stream;
            }
            stream.close();
            assertThat(Instant.now()).isBefore(deadline);
        }
    }
}
