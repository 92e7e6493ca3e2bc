package dev.toolgram.host.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves the schemas of the tools into one document: references inside a schema begin at its root, so its definitions
 * become components of the document. Not thread-safe.
 */
final class SchemaComponents {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";

    private final ObjectNode schemas;

    /** Adds to the components that a document has already. */
    SchemaComponents(ObjectNode schemas) {
        this.schemas = schemas;
    }

    /**
     * A copy of a schema that is valid inside the document.
     *
     * @param name the schema's name, where its parts need one
     */
    ObjectNode lift(String name, ObjectNode schema) {
        ObjectNode root = schema.deepCopy();
        root.remove("$schema");
        JsonNode definitions = root.remove("$defs");
        Map<String, JsonNode> lifted = definitions == null ? Map.of() : rewritten(definitions, "", name);
        String prefix = "";
        if (lifted.entrySet().stream().anyMatch(entry -> isTaken(entry.getKey(), entry.getValue()))) {
            prefix = name + "_";
            lifted = rewritten(definitions, prefix, name);
        }
        lifted.forEach(schemas::set);
        if (rewrite(root, prefix, name)) {
            schemas.set(name, root);
        }
        return root;
    }

    private boolean isTaken(String component, JsonNode definition) {
        JsonNode holder = schemas.get(component);
        return holder != null && !holder.equals(definition);
    }

    private static Map<String, JsonNode> rewritten(@Nullable JsonNode definitions, String prefix, String rootName) {
        Map<String, JsonNode> components = new LinkedHashMap<>();
        if (definitions != null) {
            for (var definition : definitions.properties()) {
                JsonNode copy = definition.getValue().deepCopy();
                rewrite(copy, prefix, rootName);
                components.put(componentName(prefix + definition.getKey()), copy);
            }
        }
        return components;
    }

    /** Rewrites every reference; returns whether one leads to the root itself. */
    private static boolean rewrite(JsonNode schema, String prefix, String rootName) {
        boolean toRoot = false;
        if (schema instanceof ObjectNode object) {
            JsonNode reference = object.get("$ref");
            if (reference != null
                    && reference.isString()
                    && reference.stringValue().startsWith("#")) {
                String target = reference.stringValue();
                toRoot = !target.startsWith(DEFINITIONS);
                object.put(
                        "$ref",
                        toRoot
                                ? COMPONENTS + componentName(rootName) + target.substring(1)
                                : COMPONENTS + definitionTarget(prefix, target.substring(DEFINITIONS.length())));
            }
            for (var property : object.properties()) {
                toRoot |= rewrite(property.getValue(), prefix, rootName);
            }
        } else if (schema instanceof ArrayNode array) {
            for (JsonNode element : array) {
                toRoot |= rewrite(element, prefix, rootName);
            }
        }
        return toRoot;
    }

    private static String definitionTarget(String prefix, String pointer) {
        int slash = pointer.indexOf('/');
        String key = slash < 0 ? pointer : pointer.substring(0, slash);
        String rest = slash < 0 ? "" : pointer.substring(slash);
        return componentName(prefix + key.replace("~1", "/").replace("~0", "~")) + rest;
    }

    /** OpenAPI 3.1 allows fewer characters in the name of a component than JSON Schema in that of a definition. */
    private static String componentName(String key) {
        return key.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
