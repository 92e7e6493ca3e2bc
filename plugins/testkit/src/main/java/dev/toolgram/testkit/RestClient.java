package dev.toolgram.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A client of the REST API. Thread-safe. */
public final class RestClient implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern EXTENDED_NAME = Pattern.compile("filename\\*=UTF-8''([^;]*)");

    private final HttpClient http;
    private final URI address;

    /** @param address the base URL of a host */
    public RestClient(URI address) {
        this(HttpClient.newHttpClient(), address);
    }

    RestClient(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    /**
     * Calls a tool at its route.
     *
     * @param route the method and the path template, for example {@code PATCH /api/messages/{message_id}}
     * @param input the fields for the path, and for the query or the body
     */
    public RestResponse call(String route, Map<String, ?> input) {
        String method = route.substring(0, route.indexOf(' '));
        String path = route.substring(route.indexOf(' ') + 1);
        Map<String, Object> rest = new HashMap<>(input);
        for (Map.Entry<String, ?> field : input.entrySet()) {
            String variable = "{" + field.getKey() + "}";
            if (path.contains(variable)) {
                path = path.replace(variable, encoded(field.getValue()));
                rest.remove(field.getKey());
            }
        }
        return method.equals("GET")
                ? get(path, rest)
                : send(method, path, Json.tree(rest).toString());
    }

    /** @param headers names and values, alternately */
    public RestResponse get(String path, Map<String, ?> query, String... headers) {
        String parameters = query.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("GET", path + (parameters.isEmpty() ? "" : "?" + parameters), "", headers);
    }

    /**
     * Sends any request.
     *
     * @param body empty for none, otherwise sent as JSON
     * @param headers names and values, alternately
     */
    public RestResponse send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Http.PATIENCE);
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return RestResponse.of(Http.send(http, request.build()));
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8).replace("+", "%20");
    }

    Answer tool(String tool, Map<String, ?> input) {
        RestResponse answer =
                send("POST", "/api/tools/" + tool, Json.tree(input).toString());
        HttpResponse<byte[]> response = answer.response();
        String disposition =
                response.headers().firstValue("Content-Disposition").orElse("");
        if (answer.status() == 200 && !disposition.isEmpty()) {
            return Answer.of(new ReceivedFile(name(disposition), Http.mediaType(response), response.body()), List.of());
        }
        if (answer.status() == 200 && answer.body().has("result")) {
            return Answer.of(answer.result(), List.of());
        }
        throw answer.detail().isMissingNode()
                ? new ToolFailedException(tool, answer.status(), answer.text(), Map.of())
                : new ToolFailedException(tool, answer.status(), message(answer.detail()), fields(answer.detail()));
    }

    private static Map<String, String> fields(JsonNode detail) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (detail.isArray()) {
            detail.forEach(problem -> fields.merge(
                    path(problem.path("loc")), problem.path("msg").asString(""), (one, two) -> one + "\n" + two));
        }
        return fields;
    }

    @Override
    public void close() {
        http.close();
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
