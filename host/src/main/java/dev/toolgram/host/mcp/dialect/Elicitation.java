package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.UserAnswer;
import dev.toolgram.host.tool.UserQuestion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A question to the client's user as a form, the same in every revision. */
final class Elicitation {

    static final String METHOD = "elicitation/create";

    private Elicitation() {}

    /** Whether a client with these capabilities shows forms. An empty object means forms, as the first revision had it. */
    static boolean isSupported(JsonNode capabilities) {
        JsonNode elicitation = capabilities.path("elicitation");
        return elicitation.isObject() && (elicitation.isEmpty() || elicitation.has("form"));
    }

    static ObjectNode params(UserQuestion question) {
        ObjectNode params = StrictJson.object().put("message", question.text());
        params.set("requestedSchema", question.form());
        return params;
    }

    /** Every answer but {@code accept} declines. */
    static UserAnswer answer(JsonNode result) {
        return new UserAnswer(
                result.path("action").asString("").equals("accept"),
                result.path("content") instanceof ObjectNode content ? content : StrictJson.object());
    }
}
