package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A question to the client's user, the same in every revision: a form without fields, to accept or to decline. */
final class Elicitation {

    static final String METHOD = "elicitation/create";

    private Elicitation() {}

    /** Whether a client with these capabilities shows forms. An empty object means forms, as the first revision had it. */
    static boolean isSupported(JsonNode capabilities) {
        JsonNode elicitation = capabilities.path("elicitation");
        return elicitation.isObject() && (elicitation.isEmpty() || elicitation.has("form"));
    }

    static ObjectNode params(String text) {
        ObjectNode params = StrictJson.object().put("message", text);
        params.putObject("requestedSchema").put("type", "object").putObject("properties");
        return params;
    }

    static boolean isAccepted(JsonNode result) {
        return result.path("action").asString("").equals("accept");
    }
}
