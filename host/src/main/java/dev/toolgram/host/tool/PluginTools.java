package dev.toolgram.host.tool;

import dev.toolgram.api.FileContent;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.config.schema.RecordBinder;
import dev.toolgram.host.config.schema.Validators;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published tools of one plugin, with the JSON mapper and validator made for it alone: shared ones would keep the
 * plugin's class loader alive after it is unloaded.
 */
public final class PluginTools implements AutoCloseable {

    /** A plugin there could read the traffic of the host's clients, or would never be reached. */
    private static final Pattern HOST_PATHS = Pattern.compile(
            "/(mcp|healthz|readyz|metrics|docs|openapi\\.json|console|\\.well-known|register|\\{}|api/(tools|events|webhooks|sends|approvals|throttle|account|\\{}))(/.*)?");

    private static final Set<String> PLAIN = Set.of("string", "integer", "number", "boolean");

    private final PluginCalls calls;
    private final boolean hosted;
    private final boolean bundled;
    private final ValidatorFactory validators;
    private final Validator validator;
    private final List<RegisteredTool> tools;

    /** The host's own tools, which may have the host's routes. */
    public static PluginTools ofHost(List<Tool<?, ?>> tools) {
        return ofHost("toolgram", tools);
    }

    /** As {@link #ofHost(List)}, with an id of their own, which keys can allow or deny. */
    public static PluginTools ofHost(String id, List<Tool<?, ?>> tools) {
        return new PluginTools(id, tools, new PluginCalls(), true, true);
    }

    /** The tools of a part of the host. */
    public PluginTools(String pluginId, List<Tool<?, ?>> tools) {
        this(pluginId, tools, new PluginCalls(), false);
    }

    /**
     * Publishes a plugin's tools.
     *
     * @param calls lets their calls in
     * @param bundled whether this build brings the plugin
     * @throws IllegalArgumentException if a tool cannot be published; the message says which and why
     */
    public PluginTools(String pluginId, List<Tool<?, ?>> tools, PluginCalls calls, boolean bundled) {
        this(pluginId, tools, calls, bundled, false);
    }

    private PluginTools(String pluginId, List<Tool<?, ?>> tools, PluginCalls calls, boolean bundled, boolean hosted) {
        this.bundled = bundled;
        this.calls = calls;
        this.hosted = hosted;
        validators = Validators.newFactory();
        validator = validators.getValidator();
        ResultJson results = new ResultJson();
        try {
            this.tools = tools.stream()
                    .<RegisteredTool>map(tool -> register(pluginId, tool, results))
                    .toList();
        } catch (RuntimeException | Error e) {
            validators.close();
            throw e;
        }
    }

    /** The tools, in the order of the plugin. */
    public List<RegisteredTool> tools() {
        return tools;
    }

    @Override
    public void close() {
        validators.close();
    }

    private <I extends Record, O> RegisteredTool register(String pluginId, Tool<I, O> tool, ResultJson results) {
        @Nullable ToolDefinition<I, O> definition = tool.definition();
        if (definition == null) {
            throw new IllegalArgumentException(
                    "definition() of %s returns null".formatted(tool.getClass().getName()));
        }
        if (ToolMenu.FINDING.contains(definition.name())) {
            throw new IllegalArgumentException(
                    "the name '%s' belongs to the host: use another one".formatted(definition.name()));
        }
        RecordBinder<I> binder = binder(definition);
        ObjectNode input = binder.schema();
        ObjectNode output = output(definition);
        RegisteredTool.Handler handler = (arguments, context) -> {
            I bound = binder.bind(arguments, validator);
            context.admit(bound);
            context.validate(validator);
            Object result = context.visible(tool.call(bound, context));
            return value(definition, result, results);
        };
        RegisteredTool registered = new RegisteredTool(
                pluginId, definition, input, output, handler, calls, ChatFields.of(definition), bundled);
        checkRoutes(registered);
        return registered;
    }

    private static ToolResult.Value value(ToolDefinition<?, ?> definition, Object result, ResultJson results) {
        if (result instanceof FileContent file) {
            Record details = file.details();
            Class<?> declared = definition.detailsType();
            ToolResult.File opened = ToolResult.File.open(file, details == null ? null : results.of(details));
            boolean fits = details == null
                    ? declared == null || opened.isStreamed()
                    : declared != null && declared.isInstance(details);
            if (!fits) {
                opened.close();
                throw new IllegalStateException("the details of the tool's file are not what outputFile(…) declares");
            }
            return opened;
        }
        return result instanceof List<?> parts && RegisteredTool.isMixed(definition)
                ? ToolResult.Mixed.of(parts)
                : new ToolResult.Success(results.of(result));
    }

    private static @Nullable ObjectNode output(ToolDefinition<?, ?> definition) {
        boolean isFile = definition.outputType() == FileContent.class;
        Type type = isFile ? definition.detailsType() : definition.outputType();
        if (type == null || RegisteredTool.isMixed(definition)) {
            return null;
        }
        ObjectNode output;
        try {
            output = RecordBinder.resultSchema(type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the result of tool '%s' has no schema: %s".formatted(definition.name(), e.getMessage()), e);
        }
        String kind = output.path("type").asString("");
        if (!kind.equals("object") && !kind.equals("array")) {
            throw new IllegalArgumentException(
                    "the result of tool '%s' is neither an object nor a list".formatted(definition.name()));
        }
        return output;
    }

    private <I extends Record> RecordBinder<I> binder(ToolDefinition<I, ?> definition) {
        try {
            RecordBinder<I> binder = new RecordBinder<>(definition.inputType());
            binder.check(validator);
            return binder;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the input of tool '%s' cannot be read: %s".formatted(definition.name(), e.getMessage()), e);
        }
    }

    private void checkRoutes(RegisteredTool tool) {
        for (Route route : tool.routes()) {
            checkRoute(route, tool);
        }
    }

    private void checkRoute(Route route, RegisteredTool tool) {
        if (!hosted && HOST_PATHS.matcher(route.shape()).matches()) {
            throw new IllegalArgumentException(
                    "route '%s' of tool '%s' belongs to the host: use another path below /api"
                            .formatted(route, tool.name()));
        }
        JsonNode fields = tool.inputSchema().path("properties");
        for (String variable : route.variables()) {
            if (!fields.has(variable)) {
                throw new IllegalArgumentException(
                        "route '%s' of tool '%s' names '%s', which is not a field of its input"
                                .formatted(route, tool.name(), variable));
            }
            if (!isPlain(fields.get(variable))) {
                throw new IllegalArgumentException("route '%s' of tool '%s' names '%s', which no path can carry: %s"
                        .formatted(route, tool.name(), variable, "use a text, a number or a boolean"));
            }
        }
        if (route.method() == Route.Method.GET) {
            fields.forEachEntry((name, schema) -> {
                if (!isPlain(schema) && !isPlain(schema.path("items"))) {
                    throw new IllegalArgumentException(
                            "route '%s' of tool '%s' has the field '%s', which no query can carry: %s"
                                    .formatted(
                                            route,
                                            tool.name(),
                                            name,
                                            "use POST, or a text, a number, a boolean or a list of them"));
                }
            });
        }
        if (route.requiredField() != null) {
            checkSelection(route, tool, route.requiredField());
        }
    }

    private static void checkSelection(Route route, RegisteredTool tool, String field) {
        boolean isRequired = tool.inputSchema()
                .path("required")
                .valueStream()
                .anyMatch(name -> name.asString("").equals(field));
        if (!isRequired || route.variables().contains(field)) {
            throw new IllegalArgumentException(
                    "route '%s' of tool '%s' is selected by '%s', which is not a required field of its body"
                            .formatted(route, tool.name(), field));
        }
    }

    private static boolean isPlain(JsonNode schema) {
        return PLAIN.contains(schema.path("type").asString(""));
    }
}
