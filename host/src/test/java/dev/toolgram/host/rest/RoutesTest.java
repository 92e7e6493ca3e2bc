package dev.toolgram.host.rest;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.SchemaCheck;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.ToolSnapshot;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Tools at several routes, and two tools at one. */
class RoutesTest {

    private static final Route MESSAGES = Route.post("/api/messages");
    private static final Route WITH_FILE = MESSAGES.when("file_url");

    record Text(String chat, String text) {}

    record File(String chat, String fileUrl, @Nullable String text) {}

    record Said(String tool, Record input) {}

    record Sent(long id) {}

    record Echo<I extends Record>(ToolDefinition<I, Said> definition) implements Tool<I, Said> {
        @Override
        public Said call(I input, ToolContext context) {
            return new Said(definition.name(), input);
        }
    }

    record Send(ToolDefinition<File, Sent> definition) implements Tool<File, Sent> {
        @Override
        public Sent call(File input, ToolContext context) {
            return new Sent(7);
        }
    }

    private static <I extends Record> Tool<I, Said> tool(
            String name, Class<I> input, @Nullable Route route, Route... aliases) {
        ToolDefinition.Builder<I, Said> definition = named(name, input).output(Said.class);
        return new Echo<>((route == null ? definition : definition.route(route))
                .alsoAt(aliases)
                .build());
    }

    private static <I extends Record> ToolDefinition.Builder<I, Object> named(String name, Class<I> input) {
        return ToolDefinition.named(name)
                .title("Title of " + name)
                .description("Description of " + name)
                .input(input)
                .effect(Effect.WRITE);
    }

    private static Tool<?, ?> sendMessage() {
        return tool("send_message", Text.class, MESSAGES);
    }

    private static Tool<?, ?> sendFile() {
        return new Send(named("send_file", File.class)
                .output(Sent.class)
                .route(Route.post("/api/files"))
                .alsoAt(WITH_FILE, Route.put("/api/old/{chat}"))
                .build());
    }

    private static TestHost host(Tool<?, ?>... tools) {
        return TestHost.with(new PluginTools("test", List.of(tools)).tools());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /api/messages | {'chat':'me','text':'hi'} | {'result':{'tool':'send_message','input':{'chat':'me','text':'hi'}}}",
                "POST | /api/messages | {'chat':'me','file_url':'u','text':'hi'} | {'result':{'id':7}}",
                "POST | /api/files | {'chat':'me','file_url':'u'} | {'result':{'id':7}}",
                "PUT | /api/old/me | {'file_url':'u'} | {'result':{'id':7}}",
                "POST | /api/tools/send_file | {'chat':'me','file_url':'u'} | {'result':{'id':7}}",
                "POST | /api/messages | {'file_url':null} | file_url'],'msg':'Must not be null'|",
                "POST | /api/messages | {'chat':'me'} | text'],'msg':'Field required'|",
                "POST | /api/messages | {'chat':'me','file_url'} | 'msg':'Invalid JSON|",
                "POST | /api/messages | ['file_url'] | The body must be one JSON object|",
            })
    void requestReachesTheToolThatItsBodySelects(String method, String path, String input, String expected)
            throws Exception {
        try (TestHost host = host(sendMessage(), sendFile())) {
            String answer = host.send(method, path, input.replace('\'', '"')).body();

            assertThat(answer.replace("\",\"", "','").replace('"', '\'')).contains(expected);
        }
    }

    @Test
    void routeWithAFieldAnswersAloneToo() throws Exception {
        try (TestHost host = host(sendFile())) {
            assertThat(host.post("/api/messages", "{\"chat\":\"me\",\"file_url\":\"u\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(host.post("/api/messages", "{\"chat\":\"me\"}").body()).contains("file_url", "Field required");
        }
    }

    @Test
    void documentDescribesAliasesAndSharedRoutes() throws Exception {
        try (TestHost host = host(sendFile(), sendMessage())) {
            JsonNode document = body(host.get("/openapi.json"));
            JsonNode paths = document.path("paths");
            JsonNode shared = paths.path("/api/messages").path("post");
            JsonNode alias = paths.path("/api/old/{chat}").path("put");

            assertThat(SchemaCheck.openApi(document)).isEmpty();
            assertThat(alias.path("deprecated").asBoolean()).isTrue();
            assertThat(alias.at("/requestBody/content/application~1json/schema/required"))
                    .isEqualTo(json("[\"file_url\"]"));
            assertThat(paths.at("/~1api~1files/post").has("deprecated")).isFalse();
            assertThat(shared.has("deprecated")).isFalse();
            assertThat(shared.path("operationId").asString()).isEqualTo("send_message");
            assertThat(shared.path("summary").asString()).isEqualTo("Title of send_message / Title of send_file");
            assertThat(shared.path("description").asString())
                    .isEqualTo("Description of send_message\n\nWith file_url: Description of send_file");
            assertThat(shared.at("/requestBody/content/application~1json/schema/anyOf")
                            .findValuesAsString("additionalProperties"))
                    .hasSize(2);
            assertThat(shared.at("/requestBody/content/application~1json/schema/anyOf/0/required"))
                    .isEqualTo(json("[\"chat\",\"text\"]"));
            assertThat(shared.at("/requestBody/content/application~1json/schema/anyOf/1/required"))
                    .isEqualTo(json("[\"chat\",\"file_url\"]"));
            assertThat(shared.at("/responses/200/content/application~1json/schema/anyOf"))
                    .hasSize(2);
        }
    }

    record Promotion(ChatReference chat, ChatReference user) {}

    private static Tool<?, ?> admin(String action) {
        return tool(
                action + "_user",
                Promotion.class,
                Route.post("/api/chats/{chat}/admin/" + action),
                Route.post("/api/admin/" + action));
    }

    @ParameterizedTest
    @CsvSource({
        "@ann_tester, @ann_tester",
        "%40ann_tester, @ann_tester",
        "me, me",
        "-1001234567890, -1001234567890",
        "%2B40712345678, +40712345678",
        "+40712345678, +40712345678",
        "https%3A%2F%2Ft.me%2Frust_and_rye, https://t.me/rust_and_rye",
        "t.me%2F%2BAbC-_d12, t.me/+AbC-_d12",
        "tg:%2F%2Fresolve%3Fdomain=ann_tester, tg://resolve?domain=ann_tester"
    })
    void aReferenceOfAnyFormFitsIntoAPath(String segment, String reference) throws Exception {
        try (TestHost host = host(admin("ban"))) {
            String answer = host.post("/api/chats/" + segment + "/admin/ban", "{\"user\":\"@bob_stone\"}")
                    .body();

            assertThat(json(answer).at("/result/input"))
                    .isEqualTo(json("{\"chat\":\"%s\",\"user\":\"@bob_stone\"}".formatted(reference)));
        }
    }

    @Test
    void anUnknownActionIsAnsweredWithTheValidOnes() throws Exception {
        try (TestHost host = host(admin("unban"), admin("ban"), admin("kick"), sendMessage())) {
            HttpResponse<String> answer = host.post("/api/chats/me/admin/mute", "{}");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(body(answer).path("detail").asString())
                    .isEqualTo("unknown admin action 'mute'; valid: ['ban', 'kick', 'unban']");
            assertThat(host.post("/api/admin/ban", "{\"chat\":\"me\",\"user\":\"me\"}")
                            .statusCode())
                    .isEqualTo(200);
            for (String other : List.of("/api/admin/mute", "/api/chats/me/mute", "/api/chats/me/admin")) {
                assertThat(host.post(other, "{}").body()).as(other).contains("Nothing answers at " + other);
            }
        }
    }

    private static final String TAKEN = "is already taken by tool";

    static List<Arguments> conflicts() {
        Tool<?, ?> message = sendMessage();
        Tool<?, ?> file = tool("send_file", File.class, WITH_FILE);
        return List.of(
                Arguments.of(message, tool("b", Text.class, MESSAGES), TAKEN),
                Arguments.of(message, tool("b", Text.class, null, MESSAGES), TAKEN),
                Arguments.of(message, tool("b", Text.class, null, Route.post("/API/messages")), TAKEN),
                // A body with file_url could be meant for either tool.
                Arguments.of(tool("b", File.class, MESSAGES), file, TAKEN),
                Arguments.of(file, tool("b", File.class, MESSAGES), TAKEN),
                // So could one with both fields.
                Arguments.of(file, tool("b", Text.class, MESSAGES.when("text")), TAKEN),
                Arguments.of(file, tool("b", File.class, WITH_FILE), TAKEN),
                // Their variables would have different names in the document.
                Arguments.of(
                        tool("a", Text.class, Route.post("/api/a/{chat}")),
                        tool("b", File.class, Route.post("/api/a/{text}").when("file_url")),
                        TAKEN),
                Arguments.of(message, tool("b", Text.class, Route.post("/api/b"), Route.post("/api/b")), TAKEN),
                Arguments.of(message, tool("b", Text.class, null, Route.post("/mcp")), "belongs to the host"),
                Arguments.of(
                        message,
                        tool("b", Text.class, null, Route.post("/api/b/{user}")),
                        "names 'user', which is not a field of its input"),
                Arguments.of(
                        message,
                        tool("b", Text.class, MESSAGES.when("file_url")),
                        "is selected by 'file_url', which is not a required field of its body"),
                Arguments.of(
                        message,
                        tool("b", File.class, MESSAGES.when("text")),
                        "is selected by 'text', which is not a required field of its body"),
                Arguments.of(
                        message,
                        tool("b", File.class, Route.post("/api/a/{file_url}").when("file_url")),
                        "is selected by 'file_url', which is not a required field of its body"));
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void ambiguousAndUnusableRoutesAreRefused(Tool<?, ?> first, Tool<?, ?> second, String reason) {
        assertThatThrownBy(() -> ToolSnapshot.EMPTY
                        .with(new PluginTools("first", List.of(first)).tools())
                        .with(new PluginTools("second", List.of(second)).tools()))
                .hasMessageContaining(reason);
    }

    @Test
    void aGetRouteHasNoBodyToSelectItBy() {
        assertThatThrownBy(() -> Route.get("/api/messages").when("chat"))
                .hasMessage("Route 'GET /api/messages' has no body that could contain 'chat'");
        assertThat(WITH_FILE).hasToString("POST /api/messages with file_url");
    }
}
