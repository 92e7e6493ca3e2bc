package dev.toolgram.host;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Validates published schemas, and responses against them, with an independent validator. */
public final class SchemaCheck {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
    private static final Schema META_SCHEMA = REGISTRY.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));
    private static final Schema OPENAPI;

    static {
        ObjectNode schema = openApiSchema();
        // The OpenAPI Initiative's schema does not validate Schema Objects; JSON Schema's meta-schema does.
        schema.withObject("$defs")
                .putObject("schema")
                .put("$dynamicAnchor", "meta")
                .put("$ref", DialectId.DRAFT_2020_12);
        OPENAPI = REGISTRY.getSchema(schema);
    }

    private SchemaCheck() {}

    /** The problems of an OpenAPI 3.1 document. */
    public static List<String> openApi(JsonNode document) {
        return messages(OPENAPI, document);
    }

    /** The problems of a schema as JSON Schema 2020-12. */
    public static List<String> schema(JsonNode schema) {
        return messages(META_SCHEMA, schema);
    }

    /** The problems of a value with a schema. A field that the schema does not define is a problem too. */
    public static List<String> value(JsonNode schema, JsonNode value) {
        return messages(REGISTRY.getSchema(closed(schema.deepCopy())), value);
    }

    /**
     * The problems of a response body.
     *
     * @param document the OpenAPI document
     * @param operation where the operation is in it, as a JSON pointer
     */
    public static List<String> answer(JsonNode document, String operation, int status, JsonNode body) {
        String response = operation + "/responses/" + status;
        JsonNode shared = document.at(response).path("$ref");
        String place = shared.isString() ? shared.stringValue().substring(1) : response;
        String schema = place + "/content/application~1json/schema";
        if (document.at(schema).isMissingNode()) {
            return List.of("the document does not have " + schema);
        }
        ObjectNode root = document.deepCopy().asObject();
        return value(root.put("$ref", "#" + schema), body);
    }

    /** The operation of a method at a path, as a JSON pointer into the document. */
    public static String operation(String method, String path) {
        return "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
    }

    private static List<String> messages(Schema schema, JsonNode value) {
        return schema.validate(value).stream().map(Object::toString).toList();
    }

    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").toString().contains("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(SchemaCheck::closed);
        return schema;
    }

    private static ObjectNode openApiSchema() {
        try (InputStream file = Objects.requireNonNull(
                SchemaCheck.class.getResourceAsStream("/openapi-3.1/schema.json"), "fetched by the build")) {
            return JsonMapper.shared().readTree(file).asObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
