package dev.toolgram.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Black-box tests, group 4: requests without the key are rejected. */
@ParameterizedClass
@MethodSource("dev.toolgram.docker.Place#all")
class AuthIT {

    private static final String LIST_TOOLS = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private final Toolgram toolgram;

    AuthIT(Place place) {
        toolgram = place.toolgram();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/api/dialogs", "/openapi.json", "/docs", "/no/such/path"})
    void withoutKeyEverythingIsRefused(String path) {
        RestResponse answer = toolgram.send("GET", path, "", null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.response().headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void wrongKeyIsRefusedAndTheRightOneIsNot() {
        assertThat(toolgram.send("GET", "/api/me", "", toolgram.key() + "x").status())
                .isEqualTo(401);
        assertThat(toolgram.send("GET", "/api/me", "", toolgram.key()).status()).isEqualTo(200);
    }

    @Test
    void healthIsOpen() {
        assertThat(toolgram.send("GET", "/healthz", "", null).status()).isEqualTo(200);
    }

    @Test
    void mcpIsProtected() {
        assertThat(toolgram.send("POST", "/mcp", LIST_TOOLS, null).status()).isEqualTo(401);
        assertThat(toolgram.send("POST", "/mcp", LIST_TOOLS, toolgram.key()).status())
                .isEqualTo(200);
    }
}
