package dev.toolgram.host.tool;

import dev.toolgram.api.Question;
import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.json.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes forms of questions: flat, and with the keywords that clients know (MCP, <i>Elicitation, Requested Schema</i>). */
final class QuestionForms {

    private static final Set<String> SCALARS = Set.of("string", "integer", "number", "boolean");
    private static final Set<String> FORMATS = Set.of("email", "uri", "date", "date-time");
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "description",
            "default",
            "enum",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "items",
            "minItems",
            "maxItems");

    private QuestionForms() {}

    /**
     * The question as the client shows it.
     *
     * @param schema the JSON Schema of its answer
     * @throws IllegalArgumentException if it has no form
     */
    static UserQuestion of(Question<?> question, ObjectNode schema) {
        String own = question.form();
        return new UserQuestion(
                "",
                question.name(),
                VisibleText.of(question.text()),
                own == null ? flat(question, schema) : read(question, own));
    }

    private static ObjectNode flat(Question<?> question, ObjectNode schema) {
        ObjectNode form = schema.retain("type", "properties", "required");
        form.path("properties").forEachEntry((name, field) -> {
            if (!isPlain(field) && !(field.path("items").has("enum") && isPlain(field.path("items")))) {
                throw new IllegalArgumentException(
                        "the answer to question '%s' has the field '%s', which no form has: use a text, a number, a boolean, an enum or a set of enums"
                                .formatted(question.name(), name));
            }
            ObjectNode plain = ((ObjectNode) field).retain(KEYWORDS);
            if (!FORMATS.contains(plain.path("format").asString(""))) {
                plain.remove("format");
            }
        });
        return form;
    }

    private static boolean isPlain(JsonNode schema) {
        return SCALARS.contains(schema.path("type").asString(""));
    }

    private static ObjectNode read(Question<?> question, String form) {
        try {
            if (StrictJson.read(form.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode schema
                    && schema.path("properties").isObject()) {
                return schema;
            }
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(
                    "the form of question '%s' is invalid: %s".formatted(question.name(), e.getMessage()), e);
        }
        throw new IllegalArgumentException(
                "the form of question '%s' is not the JSON Schema of an object with properties"
                        .formatted(question.name()));
    }
}
