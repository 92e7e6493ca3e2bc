package dev.toolgram.host.rest;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** What the OpenAPI document says of the paths that are the host's own. */
final class OpenApiHostPaths {

    private OpenApiHostPaths() {}

    /**
     * Adds them.
     *
     * @param ids makes an operation's id unique
     */
    static void addTo(ObjectNode paths, UnaryOperator<String> ids, boolean secured) {
        ObjectNode health = get(paths, "/healthz", ids.apply("healthz"), "Whether the host is up and logged in");
        health.putArray("security");
        ObjectNode schema = OpenApi.ok(health, "The host answers.").put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("status").put("const", "ok");
        properties.putObject("authorized").put("type", "boolean");
        schema.putArray("required").add("status").add("authorized");
        OpenApiErrors.addToHealth(health.withObject("responses"));

        ObjectNode openApi = get(paths, "/openapi.json", ids.apply("openapi"), "This document");
        OpenApi.ok(openApi, "An OpenAPI 3.1 document.").put("type", "object");
        OpenApiErrors.addToOwn(openApi.withObject("responses"), secured);

        ObjectNode docs = get(paths, "/docs", ids.apply("docs"), "This document as a page for people");
        docs.withObject("responses")
                .putObject("200")
                .put("description", "A page that needs nothing from elsewhere.")
                .putObject("content")
                .putObject("text/html")
                .putObject("schema")
                .put("type", "string");
        OpenApiErrors.addToOwn(docs.withObject("responses"), secured);
    }

    private static ObjectNode get(ObjectNode paths, String path, String id, String summary) {
        ObjectNode operation = paths.putObject(path).putObject("get");
        operation.put("operationId", id).put("summary", summary);
        operation.putArray("tags").add("host");
        return operation;
    }
}
