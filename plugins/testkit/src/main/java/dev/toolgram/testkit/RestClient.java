package dev.toolgram.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Calls tools over REST. */
final class RestClient {

    private static final Pattern NAME = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern EXTENDED_NAME = Pattern.compile("filename\\*=UTF-8''([^;]*)");

    private final HttpClient http;
    private final URI address;

    RestClient(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    Answer call(String tool, Map<String, ?> input) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/tools/" + tool))
                .timeout(Http.PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.tree(input).toString()))
                .build();
        HttpResponse<byte[]> response = Http.send(http, request);
        String disposition =
                response.headers().firstValue("Content-Disposition").orElse("");
        if (response.statusCode() == 200 && !disposition.isEmpty()) {
            return Answer.of(new ReceivedFile(name(disposition), Http.mediaType(response), response.body()), List.of());
        }
        String text = new String(response.body(), StandardCharsets.UTF_8);
        JsonNode body = Json.parse(text);
        if (response.statusCode() == 200 && body.has("result")) {
            return Answer.of(body.get("result"), List.of());
        }
        JsonNode detail = body.path("detail");
        throw new ToolFailedException(tool, response.statusCode(), detail.isMissingNode() ? text : message(detail));
    }

    /** Formats an error: input problems one per line as MCP does, Telegram's error as JSON, other errors as they are. */
    static String message(JsonNode detail) {
        if (detail.isString()) {
            return detail.stringValue();
        }
        if (!detail.isArray()) {
            return detail.toString();
        }
        StringJoiner lines = new StringJoiner("\n");
        for (JsonNode problem : detail) {
            String path = path(problem.path("loc"));
            String message = problem.path("msg").asString("");
            lines.add(path.isEmpty() ? message : path + ": " + message);
        }
        return lines.toString();
    }

    /** Omits the first element, which is the part of the request. */
    private static String path(JsonNode loc) {
        StringBuilder path = new StringBuilder();
        for (int i = 1; i < loc.size(); i++) {
            JsonNode step = loc.get(i);
            if (step.isNumber()) {
                path.append('[').append(step).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.stringValue());
            }
        }
        return path.toString();
    }

    /** The file name in a {@code Content-Disposition} (RFC 6266), preferably its extended form. */
    static String name(String disposition) {
        Matcher extended = EXTENDED_NAME.matcher(disposition);
        if (extended.find()) {
            return URLDecoder.decode(extended.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        Matcher plain = NAME.matcher(disposition);
        return plain.find() ? plain.group(1) : "";
    }
}
