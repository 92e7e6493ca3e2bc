package dev.toolgram.host.http;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.Route;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A cast of tools made by hand: one that returns its arguments, one that lists, and one for every way to fail. */
public final class TestTools {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String ANY = """
            {"type":"object","properties":{},"additionalProperties":false}""";

    private static final String ECHO_INPUT = """
            {"type":"object","properties":{
              "message_id":{"type":"integer","minimum":1,"description":"Which message"},
              "chat":{"type":"string","description":"Which chat"},
              "limit":{"type":"integer","default":20,"minimum":1,"maximum":200},
              "ratio":{"type":"number"},
              "silent":{"type":"boolean","default":false},
              "mode":{"$ref":"#/$defs/Mode"},
              "ids":{"type":"array","items":{"type":"integer"}}},
             "required":["chat","message_id"],"additionalProperties":false,
             "$defs":{"Mode":{"type":"string","enum":["md","html"]}}}""";

    private static final String LIST_OUTPUT = """
            {"type":"array","items":{"$ref":"#/$defs/Item"},
             "$defs":{"Item":{"type":"object","properties":{"id":{"type":"integer"},
               "inner":{"$ref":"#/$defs/Item"}},"required":["id"]}}}""";

    private TestTools() {}

    private record Nothing() {}

    /** A tool with all its parts. */
    public static RegisteredTool tool(
            String name,
            @Nullable Route route,
            Effect effect,
            String inputSchema,
            String outputSchema,
            RegisteredTool.Handler handler) {
        var definition = ToolDefinition.named(name)
                .title("Title of " + name)
                .description("Description of " + name)
                .input(Nothing.class)
                .output(Nothing.class)
                .effect(effect);
        return new RegisteredTool(
                "test",
                (route == null ? definition : definition.route(route)).build(),
                (ObjectNode) json(inputSchema),
                (ObjectNode) json(outputSchema),
                handler);
    }

    /** A tool at {@code POST /api/<name>} that fails. */
    public static RegisteredTool failing(String name, RuntimeException failure) {
        return tool(
                name, Route.post("/api/" + name), Effect.WRITE, ANY, "{\"type\":\"object\"}", (arguments, context) -> {
                    throw failure;
                });
    }

    /** A tool that returns its arguments. */
    public static RegisteredTool echo(String name, @Nullable Route route) {
        return tool(
                name,
                route,
                Effect.WRITE.repeatable(),
                ECHO_INPUT,
                "{\"type\":\"object\"}",
                (arguments, context) -> new ToolResult.Success(StrictJson.write(arguments)));
    }

    /** A tool at {@code GET /api/files/<name>} that answers a file, written into the call's folder. */
    public static RegisteredTool file(String tool, String name, String mediaType, byte[] content) {
        var definition = ToolDefinition.named(tool)
                .title("Title of " + tool)
                .description("Description of " + tool)
                .input(Nothing.class)
                .outputFile()
                .route(Route.get("/api/files/" + tool))
                .effect(Effect.READ);
        return new RegisteredTool("test", definition.build(), (ObjectNode) json(ANY), null, (arguments, context) -> {
            try {
                Path file = Files.write(context.scratchDirectory().resolve("content"), content);
                return ToolResult.File.open(FileContent.of(name, mediaType, file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The whole cast. */
    public static List<RegisteredTool> all() {
        return List.of(
                echo("echo", Route.get("/api/echo")),
                echo("post_echo", Route.post("/api/echo")),
                echo("edit_echo", Route.patch("/api/echo/{message_id}")),
                echo("get_echo", Route.get("/api/echo/{message_id}")),
                echo("special_echo", Route.post("/api/echo/special")),
                echo("nameless", null),
                tool(
                        "list",
                        Route.get("/api/list"),
                        Effect.READ,
                        ANY,
                        LIST_OUTPUT,
                        (arguments, context) -> new ToolResult.Success(StrictJson.write(json("""
                        [{"id":9007199254740993},{"id":2,"inner":{"id":3}}]""")))),
                tool(
                        "destroy",
                        null,
                        Effect.DESTRUCTIVE.closedWorld(),
                        ANY,
                        LIST_OUTPUT,
                        (arguments, context) -> new ToolResult.Success(StrictJson.write(json("[]")))),
                failing(
                        "invalid",
                        ToolException.invalidInput(List.of(
                                new InputProblem(List.of("chat"), "Field required", "missing"),
                                new InputProblem(List.of("message_ids", 0), "Too small", "greater_than"),
                                new InputProblem(List.of(), "Together too much", "value_error")))),
                tool(
                        "invalid_get",
                        Route.get("/api/invalid/{message_id}"),
                        Effect.READ,
                        ECHO_INPUT,
                        "{\"type\":\"object\"}",
                        (arguments, context) -> {
                            throw ToolException.invalidInput(List.of(
                                    InputProblem.of("message_id", "No such message"),
                                    new InputProblem(List.of("chat"), "Field required", "missing")));
                        }),
                failing("refused", ToolException.telegramRefused(TelegramError.of(400, "CHAT_WRITE_FORBIDDEN"))),
                failing(
                        "flood",
                        ToolException.telegramRefused(TelegramError.of(429, "Too Many Requests: retry after 99"))),
                failing("not_ready", new ToolException(ErrorCode.NOT_READY, "Not logged in: run 'toolgram login'.")),
                failing("late", new ToolException(ErrorCode.TIMEOUT, "Telegram did not answer within 60 s.")),
                failing("broken", new IllegalStateException("secret plan")));
    }

    /** JSON from text. */
    public static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
