package dev.toolgram.host.rest;

import dev.toolgram.host.json.StrictJson;
import java.util.List;
import java.util.function.IntPredicate;
import tools.jackson.databind.node.ObjectNode;

/** The errors every operation shares, as components of the OpenAPI document. */
final class OpenApiErrors {

    private static final String SENTENCE = "Error";
    private static final String INVALID = "InvalidInputError";
    private static final String REFUSED = "TelegramRefusedError";

    private record Answer(int status, String name, String schema, String description) {}

    private static final List<Answer> ANSWERS = List.of(
            new Answer(400, "InvalidInput", INVALID, "The caller can mend the request; detail says where."),
            new Answer(401, "Unauthenticated", SENTENCE, "The key is missing or wrong."),
            new Answer(403, "ForeignOrigin", SENTENCE, "A browser sent this for a page of another origin."),
            new Answer(404, "NotFound", SENTENCE, "Nothing answers at this path."),
            new Answer(405, "MethodNotAllowed", SENTENCE, "The path has other methods; Allow names them."),
            new Answer(413, "BodyTooLarge", SENTENCE, "The body is larger than 1 MiB."),
            new Answer(500, "InternalError", SENTENCE, "A defect; the log has the details under request_id."),
            new Answer(502, "TelegramRefused", REFUSED, "Telegram said no. After a flood wait, Retry-After says when."),
            new Answer(503, "NotReady", SENTENCE, "The account is not available."),
            new Answer(504, "TimedOut", SENTENCE, "The time was up."));

    private OpenApiErrors() {}

    /** Adds the answers and the schemas of their bodies; returns the schemas, for others to join. */
    static ObjectNode schemas(ObjectNode components) {
        ObjectNode schemas = components.putObject("schemas");
        body(schemas, SENTENCE).put("type", "string");
        ObjectNode problem = body(schemas, INVALID).put("type", "array").putObject("items");
        problem.put("type", "object");
        ObjectNode parts = problem.putObject("properties");
        parts.putObject("loc")
                .put("type", "array")
                .put("description", "body, query or path, then field names and list indexes")
                .putObject("items")
                .putArray("type")
                .add("string")
                .add("integer");
        parts.putObject("msg").put("type", "string");
        parts.putObject("type").put("type", "string");
        problem.putArray("required").add("loc").add("msg").add("type");
        ObjectNode refusal = body(schemas, REFUSED).put("type", "object");
        ObjectNode facts = refusal.putObject("properties");
        facts.putObject("telegram_error").put("type", "string");
        facts.putObject("message").put("type", "string");
        facts.putObject("code").put("type", "integer");
        facts.putObject("retry_after").put("type", "integer").put("description", "seconds to wait");
        refusal.putArray("required").add("telegram_error").add("message").add("code");

        ObjectNode responses = components.putObject("responses");
        for (Answer answer : ANSWERS) {
            ObjectNode response = responses.putObject(answer.name()).put("description", answer.description());
            addHeader(response, answer.status());
            response.putObject("content")
                    .putObject("application/json")
                    .set("schema", SchemaComponents.reference(answer.schema()));
        }
        return schemas;
    }

    /** Adds the errors of an operation that calls a tool; 404 and 405 are for when its plugin has been unloaded. */
    static void addTo(ObjectNode responses, boolean secured, boolean hasBody) {
        add(responses, status -> switch (status) {
            case 401 -> secured;
            case 413 -> hasBody;
            default -> true;
        });
    }

    /** Adds the errors of a path that is the host's own. */
    static void addToOwn(ObjectNode responses, boolean secured) {
        add(responses, status -> status == 401 ? secured : status == 403 || status == 500 || status == 503);
    }

    /** Adds the errors of the path that needs no key and answers until the end. */
    static void addToHealth(ObjectNode responses) {
        add(responses, status -> status == 403 || status == 500);
    }

    private static void add(ObjectNode responses, IntPredicate occurs) {
        for (Answer answer : ANSWERS) {
            if (occurs.test(answer.status())) {
                responses.set(
                        Integer.toString(answer.status()),
                        StrictJson.object().put("$ref", "#/components/responses/" + answer.name()));
            }
        }
    }

    /** An error body; returns the schema of its detail, to fill. */
    private static ObjectNode body(ObjectNode schemas, String name) {
        ObjectNode schema = schemas.putObject(name).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode detail = properties.putObject("detail");
        properties.putObject("request_id").put("type", "string");
        schema.putArray("required").add("detail").add("request_id");
        return detail;
    }

    private static void addHeader(ObjectNode response, int status) {
        String header = switch (status) {
            case 401 -> "WWW-Authenticate";
            case 405 -> "Allow";
            case 502 -> "Retry-After";
            default -> "";
        };
        if (!header.isEmpty()) {
            response.putObject("headers")
                    .putObject(header)
                    .putObject("schema")
                    .put("type", status == 502 ? "integer" : "string");
        }
    }
}
