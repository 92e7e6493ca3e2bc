package dev.toolgram.testkit;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * A response of the REST API.
 *
 * @param status the HTTP status
 * @param body the body as JSON; a missing node if it is empty or not JSON
 * @param response the response with its headers
 */
public record RestResponse(int status, JsonNode body, HttpResponse<byte[]> response) {

    static RestResponse of(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return new RestResponse(response.statusCode(), Json.parse(text), response);
    }

    /**
     * The field {@code result} of a successful response.
     *
     * @throws AssertionError if the status is not 200
     */
    public JsonNode result() {
        if (status != 200) {
            throw new AssertionError("HTTP status " + status + ": " + text());
        }
        return body.path("result");
    }

    /** The field {@code detail} of an error; a missing node if there is none. */
    public JsonNode detail() {
        return body.path("detail");
    }

    /** The body, decoded as UTF-8. */
    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
