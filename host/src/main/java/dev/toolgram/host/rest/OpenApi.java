package dev.toolgram.host.rest;

import dev.toolgram.api.Route;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.ToolSnapshot;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Writes the OpenAPI 3.1 document of a snapshot. Thread-safe. */
final class OpenApi {

    private final String version;
    private final Predicate<String> needsKey;
    private final boolean secured;

    OpenApi(String version, Predicate<String> needsKey) {
        this.version = version;
        this.needsKey = needsKey;
        this.secured = needsKey.test("/api");
    }

    /** The document, ready to be sent. */
    byte[] document(ToolSnapshot tools) {
        return StrictJson.write(write(tools));
    }

    private ObjectNode write(ToolSnapshot tools) {
        ObjectNode document = StrictJson.object().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Toolgram")
                .put("version", version)
                .put("description", "Your Telegram account as tools.");
        document.putArray("servers").addObject().put("url", "/");
        if (secured) {
            document.putArray("security").addObject().putArray("bearer");
        }
        ObjectNode paths = document.putObject("paths");
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The host's AUTH_KEY, when it has one.");
        Set<String> ids = new HashSet<>();
        addTools(tools, paths, new SchemaComponents(OpenApiErrors.schemas(components)), ids);
        OpenApiHostPaths.addTo(paths, id -> unused(id, ids), needsKey);
        return document;
    }

    /** The routes ordered by path, then every tool by its name. */
    private void addTools(ToolSnapshot tools, ObjectNode paths, SchemaComponents components, Set<String> ids) {
        List<OpenApiOperation> operations = tools.tools().stream()
                .map(tool -> new OpenApiOperation(tool, components, secured))
                .toList();
        tools.tools().forEach(tool -> ids.add(tool.name()));
        SortedMap<Route, OpenApiOperation> routes =
                new TreeMap<>(Comparator.comparing(Route::path).thenComparing(Route::method));
        for (OpenApiOperation operation : operations) {
            Route route = operation.tool().definition().route();
            if (route != null) {
                routes.put(route, operation);
            }
        }
        routes.forEach((route, operation) -> put(
                paths,
                route,
                operation.at(route, operation.tool().name(), operation.tool().pluginId())));
        for (OpenApiOperation operation : operations) {
            Route route = RouteTable.byName(operation.tool());
            String id = unused(operation.tool().name() + "_by_name", ids);
            put(paths, route, operation.at(route, id, "tools by name"));
        }
    }

    private static void put(ObjectNode paths, Route route, ObjectNode operation) {
        ObjectNode path = paths.get(route.path()) instanceof ObjectNode known ? known : paths.putObject(route.path());
        path.set(route.method().name().toLowerCase(Locale.ROOT), operation);
    }

    private static String unused(String id, Set<String> ids) {
        String free = id;
        while (!ids.add(free)) {
            free += "_";
        }
        return free;
    }

    /** Adds a successful answer; returns its schema, to fill. */
    static ObjectNode ok(ObjectNode operation, String description) {
        return operation
                .withObject("responses")
                .putObject("200")
                .put("description", description)
                .putObject("content")
                .putObject("application/json")
                .putObject("schema");
    }
}
