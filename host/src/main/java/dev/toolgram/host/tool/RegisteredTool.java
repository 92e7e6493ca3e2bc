package dev.toolgram.host.tool;

import dev.toolgram.api.Content;
import dev.toolgram.api.Effect;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.Route;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A published tool: its definition, its schemas, and its handler.
 *
 * @param pluginId the plugin that contributed it
 * @param definition the plugin's definition
 * @param inputSchema JSON Schema of the arguments; its root is an object that forbids unknown fields
 * @param outputSchema JSON Schema of the result, an object or an array, or of a file's details; {@code null} when the
 *     result is a file without details, or mixed
 * @param handler binds, validates and calls
 * @param calls the calls of its plugin
 * @param chats the chats in its input
 * @param bundled whether this build brings it
 * @param rawChatField the path of a field that seems to hold a chat and is not one of {@code chats}; {@code null} for none
 */
public record RegisteredTool(
        String pluginId,
        ToolDefinition<?, ?> definition,
        ObjectNode inputSchema,
        @Nullable ObjectNode outputSchema,
        Handler handler,
        PluginCalls calls,
        List<ChatField> chats,
        boolean bundled,
        @Nullable String rawChatField) {

    /** A tool whose fields are looked through. */
    public RegisteredTool(
            String pluginId,
            ToolDefinition<?, ?> definition,
            ObjectNode inputSchema,
            @Nullable ObjectNode outputSchema,
            Handler handler,
            PluginCalls calls,
            List<ChatField> chats,
            boolean bundled) {
        this(
                pluginId,
                definition,
                inputSchema,
                outputSchema,
                handler,
                calls,
                chats,
                bundled,
                RawChatFields.first(inputSchema, chats).orElse(null));
    }

    /** A tool that this build does not bring. */
    public RegisteredTool(
            String pluginId,
            ToolDefinition<?, ?> definition,
            ObjectNode inputSchema,
            @Nullable ObjectNode outputSchema,
            Handler handler,
            PluginCalls calls,
            List<ChatField> chats) {
        this(pluginId, definition, inputSchema, outputSchema, handler, calls, chats, false);
    }

    /** A tool that is part of the host. */
    public RegisteredTool(
            String pluginId,
            ToolDefinition<?, ?> definition,
            ObjectNode inputSchema,
            @Nullable ObjectNode outputSchema,
            Handler handler) {
        this(pluginId, definition, inputSchema, outputSchema, handler, new PluginCalls(), List.of());
    }

    /** The tool's name. */
    public String name() {
        return definition.name();
    }

    /** Whether it changes nothing. */
    public boolean isReadOnly() {
        return definition.effect().kind() == Effect.Kind.READ;
    }

    /** The first chat in an input that the tool changes; {@code null} if it has none. */
    @Nullable
    ChatReference written(Record input) {
        return chats.stream()
                .filter(field -> field.access() == ChatAccess.Mode.WRITE)
                .flatMap(field -> field.in(input))
                .findFirst()
                .orElse(null);
    }

    /** Whether the result is a file. */
    public boolean returnsFile() {
        return definition.outputType() == FileContent.class;
    }

    /** Whether the result is a list of texts, files and links. */
    public boolean returnsMixed() {
        return isMixed(definition);
    }

    static boolean isMixed(ToolDefinition<?, ?> definition) {
        return definition.outputType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] == Content.class;
    }

    /** The routes at which it answers, its own before the aliases. */
    public List<Route> routes() {
        return Stream.concat(Stream.ofNullable(definition.route()), definition.aliases().stream())
                .toList();
    }

    /** Whether its input has a field of this name. */
    boolean hasField(String field) {
        return inputSchema.path("properties").has(field);
    }

    /** Whether the result is a list; MCP wraps it in an object. */
    public boolean returnsList() {
        return outputSchema != null && "array".equals(outputSchema.path("type").asString(""));
    }

    /** Calls the tool with JSON and returns JSON or a file, blocking. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Calls the tool.
         *
         * @throws ToolException as the tool says, or {@code INVALID_INPUT} with every problem of the arguments
         */
        ToolResult.Value call(ObjectNode arguments, CallContext context);
    }
}
