package dev.toolgram.host.rest;

import dev.toolgram.api.InputProblem;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.ToolResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The error table of the contract for REST.
 *
 * @param bare whether a result stands alone, without {@code {"result": …}} around it
 */
record RestAnswers(boolean bare) {

    /** The recipient of a bare result, which may be a list: as JSON in ASCII. */
    static final String RECIPIENT = "X-Toolgram-Recipient";

    private static final byte[] BEFORE = "{\"result\":".getBytes(StandardCharsets.UTF_8);

    private static final byte[] BEFORE_RECIPIENT = ",\"recipient\":".getBytes(StandardCharsets.UTF_8);

    /**
     * The response to a call.
     *
     * @param pathFields the fields that came from the path
     * @param otherPart the part of the request that all other fields come from
     */
    Response of(ToolResult result, String requestId, Set<String> pathFields, String otherPart) {
        return switch (result) {
            case ToolResult.Success(var json, var recipient) -> success(json, recipient);
            case ToolResult.File file -> FileResponse.whole(file);
            case ToolResult.Mixed(var parts) -> success(MixedJson.of(parts), null);
            case ToolResult.InvalidInput(var problems) ->
                invalid(
                        problems.stream()
                                .map(problem -> inRequest(problem, pathFields, otherPart))
                                .toList(),
                        requestId);
            case ToolResult.TelegramRefused refused -> refused(refused, requestId);
            case ToolResult.NotReady(var message) -> Response.error(503, message, requestId);
            case ToolResult.TimedOut timedOut -> timedOut(timedOut, requestId);
            case ToolResult.Forbidden(var message) -> Response.error(403, message, requestId);
            case ToolResult.ApprovalRequired(var question, var message) ->
                Response.json(
                        403,
                        StrictJson.object()
                                .put("detail", message)
                                .put("approval_id", question.id())
                                .put("request_id", requestId));
            case ToolResult.UnknownState(var message) -> Response.error(403, message, requestId);
            case ToolResult.InputRequired(var question) -> // no REST call has a way to answer
                Response.error(403, question.text(), requestId);
            case ToolResult.CannotAsk(var message) -> Response.error(403, message, requestId);
            case ToolResult.Paced(var message, long seconds) ->
                Response.error(429, message, requestId).with("Retry-After", Long.toString(seconds));
            case ToolResult.Conflict(var message) -> Response.error(409, message, requestId);
            case ToolResult.Cancelled() -> Response.error(499, "The caller has disconnected.", requestId);
            case ToolResult.Internal() -> Response.error(500, "Internal error", requestId);
            case ToolResult.UnknownTool unknown ->
                Response.error(
                        404,
                        "No tool named '%s'.%s GET /openapi.json lists them."
                                .formatted(
                                        unknown.tool(),
                                        unknown.similar()
                                                .map(" Did you mean '%s'?"::formatted)
                                                .orElse("")),
                        requestId);
        };
    }

    private Response success(byte[] json, byte @Nullable [] recipient) {
        if (!bare) {
            return Response.json(200, result(json, recipient));
        }
        Response response = Response.json(200, json);
        return recipient == null ? response : response.with(RECIPIENT, ascii(recipient));
    }

    /** The same JSON, with every other character escaped: a header is ASCII. */
    private static String ascii(byte[] json) {
        return new String(json, StandardCharsets.UTF_8)
                .chars()
                .mapToObj(each -> each < 0x7f ? Character.toString(each) : "\\u%04x".formatted(each))
                .collect(Collectors.joining());
    }

    /** {@code {"result": …}} around the bytes of a result, with {@code "recipient"} if there is one. */
    private static byte[] result(byte[] json, byte @Nullable [] recipient) {
        byte[] before = recipient == null ? new byte[0] : BEFORE_RECIPIENT;
        byte[] chat = recipient == null ? new byte[0] : recipient;
        return ByteBuffer.allocate(BEFORE.length + json.length + before.length + chat.length + 1)
                .put(BEFORE)
                .put(json)
                .put(before)
                .put(chat)
                .put((byte) '}')
                .array();
    }

    /** The problem with the part of the request that its field came from. */
    private static InputProblem inRequest(InputProblem problem, Set<String> pathFields, String otherPart) {
        List<Object> place = new ArrayList<>(problem.path());
        boolean inPath =
                !place.isEmpty() && pathFields.contains(place.getFirst().toString());
        place.addFirst(inPath ? "path" : otherPart);
        return new InputProblem(place, problem.message(), problem.type());
    }

    /**
     * The response to an invalid request.
     *
     * @param problems their paths begin with {@code body}, {@code query} or {@code path}
     */
    static Response invalid(List<InputProblem> problems, String requestId) {
        ArrayNode detail = JsonNodeFactory.instance.arrayNode();
        for (InputProblem problem : problems) {
            ObjectNode entry = detail.addObject();
            problem.path().forEach(entry.putArray("loc")::addPOJO);
            entry.put("msg", problem.message()).put("type", problem.type());
        }
        return Response.error(400, detail, requestId);
    }

    private static Response timedOut(ToolResult.TimedOut result, String requestId) {
        ObjectNode body = StrictJson.object().put("detail", result.message());
        switch (result.sent()) {
            case NOTHING_TO_SEND -> {}
            case NO -> body.put("sent", false);
            case UNKNOWN -> body.put("sent", "unknown");
        }
        if (result.sendId() != null) {
            body.put("send_id", result.sendId());
        }
        return Response.json(504, body.put("request_id", requestId));
    }

    private static Response refused(ToolResult.TelegramRefused refused, String requestId) {
        Response response = Response.error(502, refused.detail(), requestId);
        Integer seconds = refused.error().retryAfter();
        return seconds == null ? response : response.with("Retry-After", seconds.toString());
    }
}
