package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.Effect;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.Sender;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@NullMarked
class PluginToolsTest {

    enum Mode {
        @JsonProperty("md")
        MD,
        @JsonProperty("html")
        HTML
    }

    record Input(
            @Description("Where to.") ChatReference chat,
            @Size(min = 1, max = 5) String text,
            @Nullable Mode parseMode,
            @Nullable @Positive Long replyTo,
            @DefaultValue("20") @Min(1) @Max(200) int limit,
            @DefaultValue("true") boolean linkPreview,
            @Nullable @Size(min = 1, max = 2) List<@Min(1) Long> messageIds) {}

    record Output(String said) {}

    record Said(Input input) {}

    private static final List<Input> received = new ArrayList<>();
    private static final PluginTools plugin = new PluginTools("test", List.of(tool(Input.class)));
    private static final RegisteredTool tool = plugin.tools().getFirst();

    @AfterAll
    static void close() {
        plugin.close();
    }

    @Test
    void schemaSaysWhatTheRecordSays() {
        // As text, because the order of the fields is part of what a reader sees.
        assertThat(tool.inputSchema().toString()).isEqualTo(json("""
                {"type":"object","properties":{
                  "chat":{"type":"string","description":"Where to."},
                  "text":{"type":"string","minLength":1,"maxLength":5},
                  "parse_mode":{"type":"string","enum":["md","html"]},
                  "reply_to":{"type":"integer","minimum":1,"maximum":9223372036854775807},
                  "limit":{"type":"integer","minimum":1,"maximum":200,"default":20},
                  "link_preview":{"type":"boolean","default":true},
                  "message_ids":{"type":"array","items":{"type":"integer","minimum":1,"maximum":9223372036854775807},"minItems":1,"maxItems":2}
                },"required":["chat","text"],"additionalProperties":false}
                """).toString());
    }

    @Test
    void schemaOfAResultRequiresWhatIsAlwaysThere() {
        record Nothing() {}
        try (var messages = new PluginTools("m", List.of(listing(Nothing.class, Message.class)))) {
            ObjectNode schema =
                    Objects.requireNonNull(messages.tools().getFirst().outputSchema());
            assertThat(messages.tools().getFirst().returnsList()).isTrue();
            assertThat(schema.at("/items/required").toString())
                    .isEqualTo(
                            "[\"id\",\"date\",\"chat_id\",\"sender_id\",\"sender\",\"text\",\"out\",\"reply_to_msg_id\","
                                    + "\"media\",\"media_type\",\"fwd_from\",\"views\",\"forwards\",\"chat_ref\"]");
            assertThat(schema.at("/items/properties/date")).isEqualTo(json("""
                            {"type":"string","format":"date-time","description":"When it was sent, ISO 8601 in UTC."}"""));
            assertThat(schema.at("/items/properties/sender_id").toString())
                    .isEqualTo("{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}],"
                            + "\"description\":\"The bare id of the sender.\"}");
        }
    }

    @Test
    void schemaOfAnEntityLeavesOutWhatMayBeUnknown() {
        record Nothing() {}
        try (var dialogs = new PluginTools("d", List.of(listing(Nothing.class, Dialog.class)))) {
            ObjectNode schema =
                    Objects.requireNonNull(dialogs.tools().getFirst().outputSchema());
            assertThat(schema.at("/items/required").toString())
                    .isEqualTo("[\"id\",\"type\",\"ref\",\"unread_count\",\"pinned\"]");
            assertThat(schema.at("/items/properties/type/enum").toString())
                    .isEqualTo("[\"User\",\"Channel\",\"Chat\"]");
            assertThat(schema.at("/items/properties/last_message/type").asString())
                    .isEqualTo("object");
        }
    }

    @Test
    void absentFieldsTakeTheirDefaults() {
        call("""
                {"chat":"me","text":"hi"}""");
        assertThat(received.getLast()).isEqualTo(new Input(new ChatReference("me"), "hi", null, null, 20, true, null));
    }

    @Test
    void allProblemsAreReportedTogether() {
        assertThat(problems("""
                {"text":5,"limit":1.5,"link_preview":"yes","surprise":1,"parse_mode":"tex","message_ids":[1,"2"]}"""))
                .containsExactlyInAnyOrder(
                        "surprise: Unknown field; known fields: chat, text, parse_mode, reply_to, limit, link_preview,"
                                + " message_ids",
                        "chat: Field required",
                        "text: Must be a string",
                        "limit: Must be an integer",
                        "link_preview: Must be true or false",
                        "parse_mode: Must be one of md, html",
                        "message_ids[1]: Must be an integer");
    }

    @Test
    void allViolatedLimitsAreReportedTogether() {
        assertThat(problems("""
                {"chat":1,"text":"","reply_to":0,"limit":201,"message_ids":[0,1,2]}"""))
                .containsExactlyInAnyOrder(
                        "limit: Must be less than or equal to 200",
                        "message_ids: Must have 1 to 2 items, has 3",
                        "reply_to: Must be greater than 0",
                        "text: Must have 1 to 5 characters, has 0");
    }

    @Test
    void limitsAreReportedNextToUnreadableValues() {
        assertThat(problems("""
                {"chat":null,"text":"","limit":201,"surprise":1,"message_ids":[0]}"""))
                .containsExactlyInAnyOrder(
                        "surprise: Unknown field; known fields: chat, text, parse_mode, reply_to, limit, link_preview,"
                                + " message_ids",
                        "chat: Must not be null",
                        "text: Must have 1 to 5 characters, has 0",
                        "limit: Must be less than or equal to 200",
                        "message_ids[0]: Must be greater than or equal to 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"chat\":true,\"text\":\"x\"} | chat_type",
                "{\"chat\":1.5,\"text\":\"x\"} | chat_type",
                "{\"chat\":null,\"text\":\"x\"} | null_forbidden",
                "{\"chat\":\"me\",\"text\":\"x\",\"limit\":\"5\"} | int_type",
                "{\"chat\":\"me\",\"text\":\"x\",\"limit\":\"\"} | int_type",
                "{\"chat\":\"me\",\"text\":\"x\",\"limit\":99999999999999999999} | number_out_of_range",
                "{\"chat\":\"me\",\"text\":\"x\",\"reply_to\":1e30} | number_out_of_range",
                "{\"chat\":\"me\",\"text\":\"x\",\"link_preview\":1} | bool_type",
                "{\"chat\":\"me\",\"text\":\"x\",\"parse_mode\":0} | enum",
                "{\"chat\":\"me\",\"text\":\"x\",\"parse_mode\":\"\"} | enum",
                "{\"chat\":\"me\",\"text\":\"x\",\"message_ids\":3} | list_type",
                "{\"chat\":\"me\",\"text\":\"x\",\"message_ids\":[null]} | null_forbidden",
                "{\"chat\":\"me\",\"text\":[\"x\"]} | string_type",
                "{\"chat\":\"me\",\"text\":{}} | string_type",
                "{\"chat\":\"me\",\"text\":true} | string_type",
                "{\"chat\":[\"me\"],\"text\":\"x\"} | chat_type",
                "{\"chat\":\"me\",\"text\":\"toolong\"} | string_too_long",
                "{\"chat\":\"me\",\"text\":\"\"} | string_too_short",
                "{\"chat\":\"me\",\"text\":\"x\",\"message_ids\":[]} | too_short",
            })
    void oneWrongValueIsOneProblemOfItsType(String arguments, String type) {
        assertThat(failure(arguments).problems()).extracting(InputProblem::type).containsExactly(type);
    }

    @Test
    void datesAreWrittenWithAnOffset() {
        Message message = new Message(
                1,
                OffsetDateTime.of(2026, 1, 2, 3, 4, 0, 0, ZoneOffset.UTC),
                5,
                9L,
                new Sender(9, "Dora Day", null),
                "",
                false,
                null,
                false,
                null,
                null,
                null,
                null,
                "@x",
                null);
        record Nothing() {}
        try (var one = new PluginTools("o", List.of(returning(Nothing.class, message)))) {
            assertThat(answer(one))
                    .isEqualTo(
                            "{\"id\":1,\"date\":\"2026-01-02T03:04:00+00:00\",\"chat_id\":5,\"sender_id\":9,"
                                    + "\"sender\":{\"id\":9,\"name\":\"Dora Day\",\"username\":null},"
                                    + "\"text\":\"\",\"out\":false,\"reply_to_msg_id\":null,\"media\":false,"
                                    + "\"media_type\":null,\"fwd_from\":null,\"views\":null,\"forwards\":null,\"chat_ref\":\"@x\"}");
        }
    }

    @Test
    void unknownFactsOfAnEntityAreLeftOut() {
        Entity entity = new Entity(7, Entity.Type.CHAT, null, null, null, "Walk", null, null, "-7");
        record Nothing() {}
        try (var one = new PluginTools("o", List.of(returning(Nothing.class, entity)))) {
            assertThat(answer(one)).isEqualTo("{\"id\":7,\"type\":\"Chat\",\"title\":\"Walk\",\"ref\":\"-7\"}");
        }
    }

    record BadDefault(@DefaultValue("many") int limit) {}

    @Test
    void aDefaultThatDoesNotFitRejectsThePlugin() {
        assertThatThrownBy(() -> new PluginTools("bad", List.of(tool(BadDefault.class))))
                .hasMessageContaining("the default 'many' of 'limit'");
    }

    record Plain(String text) {}

    @Test
    void aRouteWithoutItsFieldRejectsThePlugin() {
        Tool<Plain, Output> astray = new FixedTool<>(
                definition(Plain.class)
                        .route(Route.patch("/api/x/{message_id}"))
                        .build(),
                new Output("x"));
        assertThatThrownBy(() -> new PluginTools("bad", List.of(astray)))
                .hasMessage(
                        "route 'PATCH /api/x/{message_id}' of tool 'test' names 'message_id', which is not a field of"
                                + " its input");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp",
                "/MCP",
                "/mcp/sub",
                "/healthz",
                "/readyz",
                "/metrics",
                "/docs",
                "/docs/page",
                "/openapi.json",
                "/api/tools/send_message",
                "/api/tools/{text}",
                "/api/events",
                "/api/approvals/{text}",
                "/console",
                "/.well-known/oauth-authorization-server",
                "/Healthz",
                "/ReadyZ",
                "/metrics/all",
                "/OPENAPI.json",
                "/Api/Tools/{text}",
                "/api/tools",
                "/api/Events/stream",
                "/api/events/{text}",
                "/api/sends",
                "/api/sends/{text}",
                "/api/Approvals",
                "/Console",
                "/console/app",
                "/{text}",
                "/{text}/sub",
                "/{text}/tools/send_message",
                "/api/{text}",
                "/api/{text}/send_message",
                "/API/{text}/stream"
            })
    void aRouteOfTheHostRejectsThePlugin(String path) {
        Tool<Plain, Output> inTheWay =
                new FixedTool<>(definition(Plain.class).route(Route.post(path)).build(), new Output("x"));

        assertThatThrownBy(() -> new PluginTools("bad", List.of(inTheWay)))
                .hasMessage(
                        "route 'POST " + path + "' of tool 'test' belongs to the host: use another path below /api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/toolset", "/mcpx", "/api/x/mcp", "/api/sendsome", "/api/x/{text}", "/apis/{text}"})
    void aRouteBesideTheHostsIsThePlugins(String path) {
        Tool<Plain, Output> free =
                new FixedTool<>(definition(Plain.class).route(Route.post(path)).build(), new Output("x"));

        try (var tools = new PluginTools("good", List.of(free))) {
            assertThat(tools.tools()).hasSize(1);
        }
    }

    private static void call(String arguments) {
        ToolResult.Value _ = tool.handler().call(json(arguments), context());
    }

    private static List<String> problems(String arguments) {
        return failure(arguments).problems().stream()
                .map(InputProblem::toString)
                .toList();
    }

    private static String answer(PluginTools one) {
        return switch (one.tools().getFirst().handler().call(json("{}"), context())) {
            case ToolResult.Success(var json, var _) -> new String(json, StandardCharsets.UTF_8);
            case ToolResult.File file -> throw new AssertionError(file);
            case ToolResult.Mixed mixed -> throw new AssertionError(mixed);
        };
    }

    private static ToolException failure(String arguments) {
        try {
            call(arguments);
        } catch (ToolException e) {
            return e;
        }
        throw new AssertionError("accepted: " + arguments);
    }

    private static CallContext context() {
        return new CallContext(
                new ToolCall("test", json("{}"), ToolContext.Caller.REST, "r1"),
                Effect.Kind.READ,
                OptionalLong.empty(),
                Instant.MAX,
                Path.of("unused"),
                new OpenQuestions(System::nanoTime));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    private static <I extends Record> ToolDefinition.Builder<I, Output> definition(Class<I> input) {
        return ToolDefinition.named("test")
                .title("Test")
                .description("Tests.")
                .input(input)
                .output(Output.class)
                .effect(Effect.READ);
    }

    private static <I extends Record> Tool<I, Output> tool(Class<I> input) {
        return new FixedTool<>(definition(input).build(), new Output("ok"));
    }

    private static <I extends Record, O> Tool<I, List<O>> listing(Class<I> input, Class<O> element) {
        return new FixedTool<>(definition(input).outputList(element).build(), List.of());
    }

    @SuppressWarnings("unchecked") // getClass() of an O is a Class<O>
    private static <I extends Record, O extends Record> Tool<I, O> returning(Class<I> input, O result) {
        return new FixedTool<>(
                definition(input).output((Class<O>) result.getClass()).build(), result);
    }

    private record FixedTool<I extends Record, O>(ToolDefinition<I, O> definition, O result) implements Tool<I, O> {
        @Override
        public O call(I input, ToolContext context) {
            if (input instanceof Input known) {
                received.add(known);
            }
            return result;
        }
    }
}
