package dev.toolgram.host.rest;

import dev.toolgram.api.Route;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the OpenAPI 3.1 document of some tools: the file {@code openapi.json} with the tools' operations in it.
 * Thread-safe.
 */
final class OpenApi {

    private static final ClassPathFile TEMPLATE = ClassPathFile.of("dev/toolgram/host/rest/", "openapi.json");

    private final String version;
    private final Predicate<String> needsKey;
    private final boolean bare;
    private final Set<String> absent;

    /**
     * A writer of documents.
     *
     * @param needsKey whether the server asks for a key at a path
     * @param bare whether a result is the whole body
     * @param absent the paths of {@code openapi.json} that the server does not have
     */
    OpenApi(String version, Predicate<String> needsKey, boolean bare, Set<String> absent) {
        this.version = version;
        this.needsKey = needsKey;
        this.bare = bare;
        this.absent = absent;
    }

    /** The serialized document. */
    byte[] document(Collection<RegisteredTool> tools) {
        boolean secured = needsKey.test("/api");
        ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(TEMPLATE.read());
        document.withObject("info").put("version", version);
        if (!secured) {
            document.remove("security");
        }
        ObjectNode responses = document.withObject("x-tool-responses");
        document.remove("x-tool-responses");
        if (!secured) {
            responses.remove("401");
        }
        ObjectNode hostPaths = document.withObject("paths");
        hostPaths.remove(absent);
        ObjectNode paths = document.putObject("paths");
        Set<String> ids = new HashSet<>();
        addTools(tools, paths, document.withObject("components").withObject("schemas"), responses, ids);
        for (var path : hostPaths.properties()) {
            addHostPath(path.getKey(), path.getValue(), ids, secured);
            paths.set(path.getKey(), path.getValue());
        }
        return StrictJson.write(document);
    }

    private void addHostPath(String path, JsonNode methods, Set<String> ids, boolean secured) {
        for (JsonNode method : methods) {
            ObjectNode operation = (ObjectNode) method;
            operation.put("operationId", unused(operation.path("operationId").asString(), ids));
            if (bare) {
                operation.withObject("responses").forEach(OpenApi::removeEnvelope);
            }
            if (!needsKey.test(path)) {
                operation.withObject("responses").remove("401");
                if (secured) {
                    operation.putArray("security");
                }
            }
        }
    }

    private static void removeEnvelope(JsonNode response) {
        JsonNode result = response.at("/content/application~1json/schema/properties/result");
        if (!result.isMissingNode()) {
            ((ObjectNode) response.at("/content/application~1json")).set("schema", result);
        }
    }

    /** The routes ordered by path, then every tool by its name. */
    private void addTools(
            Collection<RegisteredTool> tools,
            ObjectNode paths,
            ObjectNode components,
            ObjectNode responses,
            Set<String> ids) {
        List<OpenApiOperation> operations = tools.stream()
                .map(tool -> new OpenApiOperation(tool, components, responses, bare))
                .toList();
        tools.forEach(tool -> ids.add(tool.name()));
        SortedMap<Route, OpenApiOperation> routes = new TreeMap<>(Comparator.comparing(Route::path)
                .thenComparing(Route::method)
                .thenComparing(Route::requiredField, Comparator.nullsFirst(Comparator.naturalOrder())));
        for (OpenApiOperation operation : operations) {
            operation.tool().routes().forEach(route -> routes.put(route, operation));
        }
        routes.forEach((route, operation) -> {
            boolean isAlias = !route.equals(operation.tool().definition().route());
            String id = operation.tool().name();
            ObjectNode described = operation.at(
                    route,
                    isAlias ? unused(id + "_alias", ids) : id,
                    operation.tool().pluginId());
            if (isAlias) {
                described.put("deprecated", true);
            }
            put(paths, route, described);
        });
        for (OpenApiOperation operation : operations) {
            Route route = RouteTable.byName(operation.tool());
            String id = unused(operation.tool().name() + "_by_name", ids);
            put(paths, route, operation.at(route, id, "tools by name"));
        }
    }

    private static void put(ObjectNode paths, Route route, ObjectNode operation) {
        ObjectNode methods = paths.withObjectProperty(route.path());
        String method = route.method().name().toLowerCase(Locale.ROOT);
        JsonNode other = methods.get(method);
        if (other == null) {
            methods.set(method, operation);
        } else {
            OpenApiOperation.addAlternative((ObjectNode) other, route, operation);
        }
    }

    private static String unused(String id, Set<String> ids) {
        String free = id;
        while (!ids.add(free)) {
            free += "_";
        }
        return free;
    }
}
