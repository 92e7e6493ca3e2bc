package dev.toolgram.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Black-box tests, group 1: the host starts, is logged in, and describes every route. */
@ParameterizedClass
@MethodSource("dev.toolgram.docker.Place#all")
class HealthIT {

    private static final List<String> ROUTES = List.of(
            "get /api/me",
            "get /api/entities",
            "get /api/dialogs",
            "get /api/messages",
            "post /api/messages",
            "delete /api/messages",
            "patch /api/messages/{message_id}",
            "post /api/messages/forward",
            "post /api/messages/read",
            "post /api/files",
            "get /api/participants",
            "post /api/chats",
            "delete /api/chats",
            "post /api/chats/join",
            "post /api/chats/leave",
            "get /healthz");

    private final Toolgram toolgram;

    HealthIT(Place place) {
        toolgram = place.toolgram();
    }

    @Test
    void bootsAndIsSignedIn() {
        RestResponse health = toolgram.get("/healthz", Map.of());

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body().toString()).isEqualTo("{\"status\":\"ok\",\"authorized\":true}");
    }

    @Test
    void openApiHasEveryRoute() {
        JsonNode document = toolgram.get("/openapi.json", Map.of()).body();

        List<String> described = new ArrayList<>();
        document.get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation -> described.add(operation.getKey() + " " + path.getKey())));
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(described).containsAll(ROUTES);
    }

    @Test
    void docsCanBeBrowsed() {
        RestResponse docs = toolgram.get("/docs", Map.of());

        assertThat(docs.status()).isEqualTo(200);
        assertThat(docs.text()).contains("<html");
    }
}
