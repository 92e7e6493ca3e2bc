package dev.toolgram.host.tool;

import dev.toolgram.api.FileContent;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.schema.JsonSchemas;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published tools of one plugin, with the JSON mapper, validator and schema generator made for it alone: shared
 * ones would keep the plugin's class loader alive after it is unloaded.
 */
public final class PluginTools implements AutoCloseable {

    private final ValidatorFactory validators;
    private final List<RegisteredTool> tools;

    /**
     * Publishes a plugin's tools.
     *
     * @throws IllegalArgumentException if a tool cannot be published; the message says which and why
     */
    public PluginTools(String pluginId, List<Tool<?, ?>> tools) {
        validators = Validators.newFactory();
        JsonMapper mapper = ToolJson.mapper();
        JsonSchemas schemas = new JsonSchemas();
        try {
            this.tools = tools.stream()
                    .<RegisteredTool>map(tool -> register(pluginId, tool, mapper, schemas))
                    .toList();
        } catch (RuntimeException e) {
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

    private <I extends Record, O> RegisteredTool register(
            String pluginId, Tool<I, O> tool, JsonMapper mapper, JsonSchemas schemas) {
        ToolDefinition<I, O> definition = tool.definition();
        ObjectNode input = schemas.input(definition.inputType());
        ObjectNode output = output(definition, schemas);
        refuseUnknownVariables(definition, input);
        InputBinder<I> binder = binder(definition, mapper);
        return new RegisteredTool(pluginId, definition, input, output, (arguments, context) -> {
            O result = tool.call(binder.bind(arguments), context);
            if (result instanceof FileContent file) {
                return ToolResult.File.open(file);
            }
            JsonNode json = mapper.valueToTree(result);
            if (json == null || json.isNull()) {
                throw new IllegalStateException("the tool answered null");
            }
            return new ToolResult.Success(json);
        });
    }

    private static @Nullable ObjectNode output(ToolDefinition<?, ?> definition, JsonSchemas schemas) {
        if (definition.outputType() == FileContent.class) {
            return null;
        }
        ObjectNode output = schemas.output(definition.outputType());
        String kind = output.path("type").asString("");
        if (!kind.equals("object") && !kind.equals("array")) {
            throw new IllegalArgumentException(
                    "the result of tool '%s' is neither an object nor a list".formatted(definition.name()));
        }
        return output;
    }

    private <I extends Record> InputBinder<I> binder(ToolDefinition<I, ?> definition, JsonMapper mapper) {
        try {
            return new InputBinder<>(definition.inputType(), mapper, validators.getValidator());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the input of tool '%s' cannot be read: %s".formatted(definition.name(), e.getMessage()), e);
        }
    }

    private static void refuseUnknownVariables(ToolDefinition<?, ?> definition, ObjectNode input) {
        Route route = definition.route();
        if (route == null) {
            return;
        }
        for (String variable : route.variables()) {
            if (!input.path("properties").has(variable)) {
                throw new IllegalArgumentException("route '%s' of tool '%s' names '%s', which is no field of its input"
                        .formatted(route, definition.name(), variable));
            }
        }
    }
}
