package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.http.RawStream;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.dialect.EventFeed;
import dev.toolgram.host.tool.CallRefusedException;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The resources and their subscriptions in both eras; the codes are those of the specifications. */
@NullMarked
class ResourcesTest {

    private static final String ANNA = "telegram://chats/%40anna/messages";
    private static final String BEN = "telegram://chats/42/messages";
    private static final String EVENTS = "telegram://events";

    /** Anna is chat 7, Ben 42, and nobody may read chat 8. */
    private static final class Feed implements EventFeed {

        private final List<Listener> listeners = new ArrayList<>();
        private final Set<Long> hidden = new HashSet<>(Set.of(8L));
        private @Nullable Refusal refusal;

        @Override
        public @Nullable Refusal refusal(@Nullable String keyName) {
            return refusal;
        }

        @Override
        public OptionalLong find(@Nullable String keyName, String chat) {
            return switch (chat) {
                case "@anna" -> OptionalLong.of(7);
                case "42" -> OptionalLong.of(42);
                case "offline" -> throw new ToolException(ErrorCode.NOT_READY, "Telegram is not reachable.");
                default -> OptionalLong.empty();
            };
        }

        @Override
        public boolean mayRead(@Nullable String keyName, long chatId) {
            return !hidden.contains(chatId);
        }

        @Override
        public void start(Listener listener) {
            listeners.add(listener);
        }

        void happened(Map<Long, Boolean> chats) {
            listeners.forEach(listener -> listener.happened(chats));
        }
    }

    private final Feed feed = new Feed();
    private final TestHost host = TestHost.with(tools());

    private static List<RegisteredTool> tools() {
        String any = "{\"type\":\"object\"}";
        return List.of(
                TestTools.tool("get_messages", null, Effect.READ, any, any, (input, context) -> switch (input.path(
                                "chat")
                        .asString()) {
                    case "@anna", "+49 30" -> success("[{\"id\":5,\"text\":\"ahoy\"}]");
                    case "hidden" -> throw new CallRefusedException(new ToolResult.Forbidden("There is no such chat."));
                    case "missing" -> throw ToolException.invalidInput("chat", "Not found");
                    default -> throw new ToolException(ErrorCode.NOT_READY, "Telegram is not reachable.");
                }),
                TestTools.tool(
                        "list_events",
                        null,
                        Effect.READ,
                        any,
                        any,
                        (input, context) -> success("{\"events\":[{\"seq\":9}],\"asked\":%s}".formatted(input))));
    }

    private static ToolResult.Value success(String json) {
        return new ToolResult.Success(StrictJson.write(json(json)));
    }

    @BeforeEach
    void connect() {
        host.connect(feed);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private JsonNode answer(McpEra era, String method, String params) throws IOException {
        try (RawStream answer =
                era.call(host.port(), McpEra.EVENTS, "7", method, params).readHead()) {
            assertThat(answer.status()).isEqualTo(200);
            return json(answer.rest());
        }
    }

    private JsonNode read(McpEra era, String uri) throws IOException {
        return answer(era, "resources/read", "{\"uri\":\"%s\"}".formatted(uri));
    }

    private static int notFound(McpEra era) {
        return era == McpEra.LEGACY ? -32002 : -32602;
    }

    @ParameterizedTest
    @EnumSource
    void theListsHaveOneResourceAndOneTemplate(McpEra era) throws Exception {
        JsonNode resources = answer(era, "resources/list", "{}").path("result");
        JsonNode templates = answer(era, "resources/templates/list", "{}").path("result");

        assertThat(resources.at("/resources/0/uri").asString()).isEqualTo(EVENTS);
        assertThat(resources.path("resources")).hasSize(1);
        assertThat(templates.at("/resourceTemplates/0/uriTemplate").asString())
                .isEqualTo("telegram://chats/{ref}/messages");
        assertThat(templates.path("resourceTemplates")).hasSize(1);
        for (JsonNode result : List.of(resources, templates)) {
            assertThat(result.path("ttlMs").asInt(-1)).isEqualTo(era == McpEra.MODERN ? 0 : -1);
            assertThat(result.path("cacheScope").asString("")).isEqualTo(era == McpEra.MODERN ? "private" : "");
        }
        assertThat(answer(era, "resources/list", "{\"cursor\":\"x\"}")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @ParameterizedTest
    @EnumSource
    void withoutItsToolAResourceDoesNotExist(McpEra era) throws Exception {
        host.publish(List.of());

        assertThat(answer(era, "resources/list", "{}").at("/result/resources")).isEmpty();
        assertThat(answer(era, "resources/templates/list", "{}").at("/result/resourceTemplates"))
                .isEmpty();
        for (String uri : List.of(ANNA, EVENTS)) {
            assertThat(read(era, uri).at("/error/code").asInt()).isEqualTo(notFound(era));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResourceIsTheResultOfItsTool(McpEra era) throws Exception {
        for (String uri : List.of(ANNA, "telegram://chats/@anna/messages", "telegram://chats/+49%2030/messages")) {
            JsonNode result = read(era, uri).path("result");
            assertThat(result.path("contents")).isEqualTo(json("""
                    [{"uri":"%s","mimeType":"application/json",
                      "text":"{\\"result\\":[{\\"id\\":5,\\"text\\":\\"ahoy\\"}]}"}]""".formatted(uri)));
            assertThat(result.path("resultType").asString("")).isEqualTo(era == McpEra.MODERN ? "complete" : "");
            assertThat(result.path("ttlMs").asInt(-1)).isEqualTo(era == McpEra.MODERN ? 0 : -1);
        }
        assertThat(read(era, EVENTS).at("/result/contents/0/text").asString())
                .isEqualTo("{\"events\":[{\"seq\":9}],\"asked\":{\"newest\":true}}");
    }

    @ParameterizedTest
    @CsvSource({
        "telegram://chats/hidden/messages, true",
        "telegram://chats/missing/messages, true",
        "telegram://chats/offline/messages, false",
        "telegram://chats//messages, true",
        "telegram://chats/a/b/messages, true",
        "telegram://chats/%zz/messages, true",
        "telegram://chats/@anna, true",
        "telegram://events/, true",
        "file:///etc/passwd, true"
    })
    void whatIsMissingOrHiddenIsNotFound(String uri, boolean missing) throws Exception {
        for (McpEra era : McpEra.values()) {
            JsonNode error = read(era, uri).path("error");
            assertThat(error.path("code").asInt()).isEqualTo(missing ? notFound(era) : -32603);
            assertThat(error.at("/data/uri").asString("none")).isEqualTo(missing ? uri : "none");
        }
    }

    @Test
    void theModernHeaderMustNameTheResource() throws Exception {
        String body = McpEra.MODERN.body("7", "resources/read", "{\"uri\":\"%s\"}".formatted(EVENTS));
        for (String name : List.of("Mcp-Name: " + ANNA + "\r\n", "")) {
            String headers = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: resources/read\r\n" + name;
            try (RawStream answer =
                    RawStream.open(host.port(), "POST", headers, body).readHead()) {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(json(answer.rest()).at("/error/code").asInt()).isEqualTo(-32020);
            }
        }
    }

    /** A legacy client subscribes with its session, and a modern one on the stream. */
    private RawStream watching(McpEra era, String uri) throws IOException {
        if (era == McpEra.LEGACY) {
            assertThat(subscribe("mine", uri).path("result")).isEqualTo(json("{}"));
            return listening("mine");
        }
        RawStream stream = listen(uri);
        assertThat(json(String.valueOf(stream.event())).at("/params/notifications"))
                .isEqualTo(json("{\"resourceSubscriptions\":[\"%s\"]}".formatted(uri)));
        return stream;
    }

    private RawStream listen(String uris) throws IOException {
        String wanted = "{\"notifications\":{\"resourceSubscriptions\":[\"%s\"]}}".formatted(uris);
        return McpEra.MODERN
                .call(host.port(), McpEra.EVENTS, "7", "subscriptions/listen", wanted)
                .readHead();
    }

    private RawStream listening(String session) throws IOException {
        RawStream stream = RawStream.open(
                        host.port(), "GET", "Accept: text/event-stream\r\nMcp-Session-Id: " + session + "\r\n", "")
                .readHead();
        assertThat(stream.bodyLine()).startsWith(":");
        return stream;
    }

    private JsonNode subscribe(String session, String uri) throws IOException {
        return legacy("resources/subscribe", session, uri);
    }

    private JsonNode legacy(String method, String session, String uri) throws IOException {
        String headers = "MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: " + session + "\r\n";
        String body = McpEra.LEGACY.body("7", method, "{\"uri\":\"%s\"}".formatted(uri));
        try (RawStream answer =
                RawStream.open(host.port(), "POST", headers, body).readHead()) {
            return json(answer.rest());
        }
    }

    private static String updated(RawStream stream) throws IOException {
        JsonNode message = json(String.valueOf(stream.event()));
        assertThat(message.path("method").asString()).isEqualTo("notifications/resources/updated");
        return message.at("/params/uri").asString();
    }

    @ParameterizedTest
    @EnumSource
    void aClientHearsOfTheChatThatItWatches(McpEra era) throws Exception {
        try (RawStream stream = watching(era, ANNA)) {
            feed.happened(Map.of(42L, true));
            feed.happened(Map.of(7L, false)); // read, for example
            feed.happened(Map.of());
            host.publish(tools()); // a change of the tools is only for those that have asked
            feed.happened(Map.of(7L, true, 42L, true));

            String first = String.valueOf(stream.event());
            if (era == McpEra.LEGACY) {
                assertThat(first).contains("list_changed");
                first = String.valueOf(stream.event());
            }
            assertThat(json(first).path("method").asString()).isEqualTo("notifications/resources/updated");
            assertThat(json(first).at("/params/uri").asString()).isEqualTo(ANNA);
            assertThat(json(first)
                            .at("/params/_meta/io.modelcontextprotocol~1subscriptionId")
                            .asInt(-1))
                    .isEqualTo(era == McpEra.MODERN ? 7 : -1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEventsChangeWithEveryChatThatTheKeyMayRead(McpEra era) throws Exception {
        try (RawStream stream = watching(era, EVENTS)) {
            feed.happened(Map.of(8L, true));
            feed.hidden.add(42L);
            feed.happened(Map.of(42L, true));
            feed.hidden.remove(42L);
            feed.happened(Map.of(0L, false));
            assertThat(updated(stream)).isEqualTo(EVENTS);

            feed.happened(Map.of(42L, false));
            assertThat(updated(stream)).isEqualTo(EVENTS);
            feed.refusal = new EventFeed.Refusal("revoked", true);
            feed.happened(Map.of());
            String end = stream.event(); // nothing more of the hidden chats in between
            assertThat(end == null ? "" : json(end).at("/result/resultType").asString())
                    .isEqualTo(era == McpEra.MODERN ? "complete" : "");
            assertThat(stream.event()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChatThatIsHiddenLaterIsNotReported(McpEra era) throws Exception {
        try (RawStream stream = watching(era, ANNA)) {
            feed.hidden.add(7L);
            feed.happened(Map.of(7L, true));
            feed.refusal = new EventFeed.Refusal("not resolved yet", false);
            feed.happened(Map.of(7L, true));
            feed.refusal = new EventFeed.Refusal("revoked", true);
            feed.happened(Map.of());

            assertThat(String.valueOf(stream.event())).doesNotContain("updated");
        }
    }

    @Test
    void aLegacySubscriptionBelongsToItsSessionAndOutlivesALostStream() throws Exception {
        try (RawStream other = listening("other")) {
            try (RawStream stream = watching(McpEra.LEGACY, ANNA)) {
                feed.happened(Map.of(7L, true));
                assertThat(updated(stream)).isEqualTo(ANNA);
            }
            assertThat(subscribe("mine", BEN).has("result")).isTrue();
            assertThat(legacy("resources/unsubscribe", "mine", ANNA).path("result"))
                    .isEqualTo(json("{}"));
            feed.happened(Map.of(7L, true, 42L, true));
            try (RawStream again = listening("mine")) {
                assertThat(updated(again)).isEqualTo(BEN);
            }
            assertThat(subscribe("other", ANNA).has("result")).isTrue();
            feed.happened(Map.of(7L, true));
            assertThat(updated(other)).isEqualTo(ANNA);
        }
        assertThat(feed.listeners).as("one for all").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "telegram://chats/hidden/messages, -32002",
        "telegram://chats/offline/messages, -32603",
        "telegram://nothing, -32002",
        "'', -32002"
    })
    void aLegacySubscriptionIsRefused(String uri, int code) throws Exception {
        assertThat(subscribe("mine", uri).at("/error/code").asInt()).isEqualTo(code);
    }

    @Test
    void aLegacyClientWithoutASessionCannotSubscribe() throws Exception {
        JsonNode error = answer(McpEra.LEGACY, "resources/subscribe", "{\"uri\":\"%s\"}".formatted(ANNA))
                .path("error");

        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asString()).contains("Mcp-Session-Id");
    }

    @Test
    void aModernSubscriptionAcknowledgesWhatThereIs() throws Exception {
        try (RawStream stream = listen(String.join("\",\"", "telegram://chats/hidden/messages", EVENTS, "file:///x"))) {
            assertThat(json(String.valueOf(stream.event())).at("/params/notifications"))
                    .isEqualTo(json("{\"resourceSubscriptions\":[\"telegram://events\"]}"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutEventsTheSubscriptionSaysWhy(McpEra era) throws Exception {
        feed.refusal = new EventFeed.Refusal("Events are off: TOOLGRAM_EVENTS is off", true);
        JsonNode error;
        if (era == McpEra.LEGACY) {
            error = subscribe("mine", ANNA).path("error");
        } else {
            try (RawStream stream = listen(ANNA)) {
                error = json(stream.rest()).path("error");
            }
        }

        assertThat(error.path("message").asString()).contains("TOOLGRAM_EVENTS");
        assertThat(read(era, EVENTS).at("/error/message").asString()).contains("TOOLGRAM_EVENTS");
        assertThat(read(era, ANNA).has("result")).as("needs no events").isTrue();
        assertThat(answer(era, "resources/list", "{}").at("/result/resources")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"{'resourceSubscriptions':1}", "{'resourceSubscriptions':[1]}"})
    void aModernSubscriptionListsUris(String wanted) throws Exception {
        assertThat(answer(
                                McpEra.MODERN,
                                "subscriptions/listen",
                                "{\"notifications\":%s}".formatted(wanted.replace('\'', '"')))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }
}
