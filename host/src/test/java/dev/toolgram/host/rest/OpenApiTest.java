package dev.toolgram.host.rest;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.host.SchemaCheck;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {

    @Test
    void everyRouteAndEveryNameIsDescribedOnce() throws Exception {
        try (TestHost host = TestHost.with(TestTools.all())) {
            JsonNode document = body(host.get("/openapi.json"));

            assertThat(document.path("openapi").asString()).startsWith("3.1.");
            assertThat(document.at("/info/title").asString()).isEqualTo("Toolgram");
            assertThat(document.at("/info/version").asString()).isEqualTo("1.2.3");
            Set<String> ids = new HashSet<>();
            for (JsonNode path : document.path("paths")) {
                for (JsonNode operation : path) {
                    assertThat(ids.add(operation.path("operationId").asString()))
                            .as(operation.path("operationId").asString())
                            .isTrue();
                    assertThat(operation.path("responses").has("200")
                                    || operation.path("responses").has("101"))
                            .isTrue(); // 101 is a WebSocket
                }
            }
            for (RegisteredTool tool : TestTools.all()) {
                JsonNode operation =
                        document.path("paths").path("/api/tools/" + tool.name()).path("post");
                assertThat(operation.path("summary").asString()).isEqualTo("Title of " + tool.name());
                assertThat(operation.path("x-toolgram-cost").asString())
                        .isEqualTo(
                                switch (tool.definition().effect().kind()) {
                                    case READ -> "read";
                                    case WRITE -> "send";
                                    case DESTRUCTIVE -> "admin";
                                });
                Route route = tool.definition().route();
                if (route != null) {
                    assertThat(ids).contains(tool.name());
                }
            }
            assertThat(document.path("paths").has("/healthz")).isTrue();
            assertThat(document.path("paths").has("/openapi.json")).isTrue();
        }
    }

    @Test
    void pathsThatTheHostDoesNotServeAreLeftOut() {
        JsonNode all = paths(Set.of());
        JsonNode left = paths(Set.of("/metrics"));

        assertThat(all.has("/metrics")).isTrue();
        assertThat(left.has("/metrics")).isFalse();
        assertThat(left.size()).isEqualTo(all.size() - 1);
    }

    private static JsonNode paths(Set<String> absent) {
        return JsonMapper.shared()
                .readTree(new OpenApi("1.2.3", path -> false, false, absent).document(List.of()))
                .path("paths");
    }

    @Test
    void readinessIsDocumentedAsItIsAnswered() throws Exception {
        try (TestHost host = TestHost.with(TestTools.all())) {
            JsonNode answers = body(host.get("/openapi.json")).at("/paths/~1readyz/get/responses");
            JsonNode missing = answers.at("/503/content/application~1json/schema");
            JsonNode answer = body(host.get("/readyz"));

            assertThat(answers.at("/200/content/application~1json/schema/properties/status/const")
                            .asString())
                    .isEqualTo("ready");
            assertThat(missing.at("/required")).isEqualTo(json("[\"status\",\"detail\",\"request_id\"]"));
            assertThat(answer.propertyNames()).containsExactly("status", "detail", "request_id");
            assertThat(answer.path("status")).isEqualTo(missing.at("/properties/status/const"));
        }
    }

    @Test
    void everyReferenceLeadsSomewhereInTheDocument() throws Exception {
        try (TestHost host = TestHost.with(TestTools.all())) {
            JsonNode document = body(host.get("/openapi.json"));
            List<String> references = new ArrayList<>();
            collectReferences(document, references);

            assertThat(references).isNotEmpty().allSatisfy(reference -> {
                assertThat(reference).startsWith("#/components/");
                assertThat(document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue();
            });
            assertThat(document.toString()).doesNotContain("$defs");
        }
    }

    @Test
    void aGetHasParametersWithTheirSchemas() throws Exception {
        try (TestHost host = TestHost.with(TestTools.all())) {
            JsonNode operation = body(host.get("/openapi.json"))
                    .path("paths")
                    .path("/api/echo/{message_id}")
                    .path("get");

            assertThat(operation.has("requestBody")).isFalse();
            assertThat(parameter(operation, "message_id")).isEqualTo(json("""
                                    {"name":"message_id","in":"path","required":true,"description":"Which message",
                                     "schema":{"type":"integer","minimum":1}}"""));
            assertThat(parameter(operation, "limit")).isEqualTo(json("""
                                    {"name":"limit","in":"query","required":false,
                                     "schema":{"type":"integer","default":20,"minimum":1,"maximum":200}}"""));
            assertThat(parameter(operation, "chat").path("required").asBoolean())
                    .isTrue();
            assertThat(parameter(operation, "mode").at("/schema/$ref").asString())
                    .isEqualTo("#/components/schemas/Mode");
        }
    }

    @Test
    void theOthersHaveABodyWithoutWhatThePathSays() throws Exception {
        try (TestHost host = TestHost.with(TestTools.all())) {
            JsonNode paths = body(host.get("/openapi.json")).path("paths");
            JsonNode patch = paths.path("/api/echo/{message_id}").path("patch");
            JsonNode schema = patch.at("/requestBody/content/application~1json/schema");

            assertThat(patch.path("parameters")
                            .valueStream()
                            .map(each -> each.path("name").asString()))
                    .containsExactly("message_id", "Idempotency-Key", "preview", "commit", "Prefer");
            assertThat(schema.path("properties").has("message_id")).isFalse();
            assertThat(schema.path("required")).isEqualTo(json("[\"chat\"]"));
            assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
            JsonNode byName = paths.path("/api/tools/edit_echo").path("post");
            assertThat(byName.at("/requestBody/content/application~1json/schema/required"))
                    .isEqualTo(json("[\"chat\",\"message_id\"]"));
        }
    }

    @Test
    void resultsAreWrappedAndErrorsAreShared() throws Exception {
        try (TestHost host = TestHost.with(TestTools.all())) {
            JsonNode document = body(host.get("/openapi.json"));
            JsonNode responses =
                    document.path("paths").path("/api/list").path("get").path("responses");

            JsonNode schema = responses.at("/200/content/application~1json/schema");
            assertThat(schema.at("/properties/result/items/$ref").asString()).isEqualTo("#/components/schemas/Item");
            assertThat(schema.path("required")).isEqualTo(json("[\"result\"]"));
            for (String status : List.of("400", "403", "429", "500", "502", "503", "504")) {
                assertThat(responses.path(status).path("$ref").asString()).startsWith("#/components/responses/");
            }
            assertThat(document.at("/components/responses")).hasSize(14);
        }
    }

    @Test
    void securityIsGlobalExactlyWhenThereIsAKey() throws Exception {
        try (TestHost open = TestHost.with(TestTools.all());
                TestHost secured = TestHost.secured("hush", TestTools.all())) {
            JsonNode without = body(open.get("/openapi.json"));
            JsonNode with = body(secured.send("GET", "/openapi.json", null, "Authorization", "Bearer hush"));

            assertThat(secured.get("/openapi.json").statusCode()).isEqualTo(401);
            assertThat(without.has("security")).isFalse();
            assertThat(with.path("security")).isEqualTo(json("[{\"bearer\":[]}]"));
            assertThat(with.at("/components/securitySchemes/bearer/scheme").asString())
                    .isEqualTo("bearer");
            for (String path : List.of("/healthz", "/readyz")) {
                assertThat(with.path("paths").path(path).path("get").path("security"))
                        .isEqualTo(json("[]"));
            }
            assertThat(with.path("paths")
                            .path("/api/list")
                            .path("get")
                            .path("responses")
                            .has("401"))
                    .isTrue();
        }
    }

    @Test
    void documentIsValidAndEveryFailureFollowsIt() throws Exception {
        try (TestHost host = TestHost.secured("hush", TestTools.all())) {
            String[] key = {"Authorization", "Bearer hush"};
            JsonNode document = body(host.send("GET", "/openapi.json", null, key));

            assertThat(SchemaCheck.openApi(document)).isEmpty();
            for (var entry : Map.of(
                            "invalid", 400, "broken", 500, "refused", 502, "flood", 502, "not_ready", 503, "late", 504)
                    .entrySet()) {
                String path = "/api/" + entry.getKey();
                var answer = host.send("POST", path, "{}", key);
                assertThat(answer.statusCode()).isEqualTo(entry.getValue());
                assertThat(problems(document, path, answer)).isEmpty();
            }
            var keyless = host.post("/api/broken", "{}");
            assertThat(keyless.statusCode()).isEqualTo(401);
            assertThat(problems(document, "/api/broken", keyless)).isEmpty();
        }
    }

    private static List<String> problems(JsonNode document, String path, HttpResponse<String> answer) {
        return SchemaCheck.answer(document, SchemaCheck.operation("post", path), answer.statusCode(), body(answer));
    }

    @Test
    void definitionsOfOneNameAndDifferentContentAreKeptApart() throws Exception {
        RegisteredTool first = withOutput(
                "first", "{\"type\":\"object\",\"$ref\":\"#/$defs/X\",\"$defs\":{\"X\":{\"type\":\"object\"}}}");
        RegisteredTool same = withOutput(
                "same", "{\"type\":\"object\",\"$ref\":\"#/$defs/X\",\"$defs\":{\"X\":{\"type\":\"object\"}}}");
        RegisteredTool other = withOutput(
                "second",
                "{\"type\":\"object\",\"$ref\":\"#/$defs/X\",\"$defs\":{\"X\":{\"type\":\"object\",\"title\":\"other\"}}}");
        RegisteredTool reserved = withOutput(
                "zz", "{\"type\":\"object\",\"$ref\":\"#/$defs/Error\",\"$defs\":{\"Error\":{\"type\":\"object\"}}}");
        try (TestHost host = TestHost.with(List.of(first, same, other, reserved))) {
            JsonNode document = body(host.get("/openapi.json"));

            assertThat(resultOf(document, "first").path("$ref").asString()).isEqualTo("#/components/schemas/X");
            assertThat(resultOf(document, "same").path("$ref").asString()).isEqualTo("#/components/schemas/X");
            assertThat(target(document, resultOf(document, "second"))
                            .path("title")
                            .asString())
                    .isEqualTo("other");
            assertThat(target(document, resultOf(document, "zz"))).isEqualTo(json("{\"type\":\"object\"}"));
        }
    }

    @Test
    void theDocumentIsTheSameEveryTime() throws Exception {
        try (TestHost one = TestHost.with(TestTools.all());
                TestHost two = TestHost.with(TestTools.all().reversed())) {
            assertThat(one.get("/openapi.json").body())
                    .isEqualTo(one.get("/openapi.json/").body())
                    .isEqualTo(two.get("/openapi.json").body());
        }
    }

    private static RegisteredTool withOutput(String name, String schema) {
        return TestTools.tool(
                name,
                null,
                Effect.READ,
                "{\"type\":\"object\"}",
                schema,
                (arguments, context) -> new ToolResult.Success(StrictJson.write(json("{}"))));
    }

    private static JsonNode resultOf(JsonNode document, String tool) {
        return document.path("paths")
                .path("/api/tools/" + tool)
                .at("/post/responses/200/content/application~1json/schema/properties/result");
    }

    private static JsonNode target(JsonNode document, JsonNode reference) {
        return document.at(reference.path("$ref").asString().substring(1));
    }

    private static JsonNode parameter(JsonNode operation, String name) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("name").asString().equals(name)) {
                return parameter;
            }
        }
        throw new AssertionError("no parameter " + name);
    }

    private static void collectReferences(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").asString());
        }
        node.forEach(child -> collectReferences(child, references));
    }
}
