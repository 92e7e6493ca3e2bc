package dev.toolgram.host.rest;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** What the OpenAPI document says of the paths that are the host's own. */
final class OpenApiHostPaths {

    private OpenApiHostPaths() {}

    /**
     * Adds them.
     *
     * @param ids makes an operation's id unique
     * @param needsKey whether a path asks for a key
     */
    static void addTo(ObjectNode paths, UnaryOperator<String> ids, Predicate<String> needsKey) {
        ObjectNode health = get(paths, "/healthz", ids.apply("healthz"), "Whether the host is up and logged in");
        health.putArray("security");
        ObjectNode schema = OpenApi.ok(health, "The host answers.").put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("status").put("const", "ok");
        properties.putObject("authorized").put("type", "boolean");
        schema.putArray("required").add("status").add("authorized");
        OpenApiErrors.addToHealth(health.withObject("responses"));

        ObjectNode readiness =
                get(paths, "/readyz", ids.apply("readyz"), "Whether the host is logged in and connected to Telegram");
        readiness.putArray("security");
        ready(readiness);

        ObjectNode openApi = get(paths, "/openapi.json", ids.apply("openapi"), "This document");
        OpenApi.ok(openApi, "An OpenAPI 3.1 document.").put("type", "object");
        OpenApiErrors.addToOwn(openApi.withObject("responses"), needsKey.test("/openapi.json"));

        ObjectNode docs = get(paths, "/docs", ids.apply("docs"), "This document as a page for people");
        text(docs, "A page that needs nothing from elsewhere.", "text/html");
        OpenApiErrors.addToOwn(docs.withObject("responses"), needsKey.test("/docs"));

        ObjectNode metrics = get(paths, "/metrics", ids.apply("metrics"), "Counts and times, for Prometheus");
        text(metrics, "The text format of Prometheus, version 0.0.4.", "text/plain");
        if (!needsKey.test("/metrics")) {
            metrics.putArray("security");
        }
        OpenApiErrors.addToOwn(metrics.withObject("responses"), needsKey.test("/metrics"));
    }

    private static void text(ObjectNode operation, String description, String contentType) {
        operation
                .withObject("responses")
                .putObject("200")
                .put("description", description)
                .putObject("content")
                .putObject(contentType)
                .putObject("schema")
                .put("type", "string");
    }

    private static void ready(ObjectNode operation) {
        ObjectNode ready = OpenApi.ok(operation, "Calls are answered.").put("type", "object");
        ready.putObject("properties").putObject("status").put("const", "ready");
        ready.putArray("required").add("status");
        ObjectNode responses = operation.withObject("responses");
        OpenApiErrors.addToHealth(responses);
        ObjectNode notReady = responses
                .putObject("503")
                .put("description", "Calls are not answered; detail says why.")
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("type", "object");
        ObjectNode properties = notReady.putObject("properties");
        properties.putObject("status").put("const", "not ready");
        properties.putObject("detail").put("type", "string");
        properties.putObject("request_id").put("type", "string");
        notReady.putArray("required").add("status").add("detail").add("request_id");
    }

    private static ObjectNode get(ObjectNode paths, String path, String id, String summary) {
        ObjectNode operation = paths.putObject(path).putObject("get");
        operation.put("operationId", id).put("summary", summary);
        operation.putArray("tags").add("host");
        return operation;
    }
}
