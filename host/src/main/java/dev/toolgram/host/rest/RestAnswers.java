package dev.toolgram.host.rest;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.ToolResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The error table of the contract for REST. */
final class RestAnswers {

    private static final byte[] BEFORE = "{\"result\":".getBytes(StandardCharsets.UTF_8);

    private RestAnswers() {}

    /**
     * The response to a call.
     *
     * @param pathFields the fields that came from the path
     * @param otherPart the part of the request that all other fields come from
     */
    static Response of(ToolResult result, String requestId, Set<String> pathFields, String otherPart) {
        return switch (result) {
            case ToolResult.Success(var json) -> Response.json(200, result(json));
            case ToolResult.File file -> file(file);
            case ToolResult.InvalidInput(var problems) ->
                Problem.answer(
                        problems.stream()
                                .map(problem -> Problem.in(part(problem, pathFields, otherPart), problem))
                                .toList(),
                        requestId);
            case ToolResult.TelegramRefused(var error) -> refused(error, requestId);
            case ToolResult.NotReady(var message) -> Response.error(503, message, requestId);
            case ToolResult.TimedOut(var message) -> Response.error(504, message, requestId);
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

    /** {@code {"result": …}} around the bytes of a result. */
    private static byte[] result(byte[] json) {
        return ByteBuffer.allocate(BEFORE.length + json.length + 1)
                .put(BEFORE)
                .put(json)
                .put((byte) '}')
                .array();
    }

    private static String part(InputProblem problem, Set<String> pathFields, String otherPart) {
        return !problem.path().isEmpty()
                        && pathFields.contains(problem.path().getFirst().toString())
                ? "path"
                : otherPart;
    }

    /**
     * As an attachment (RFC 6266): a browser must never show a chat partner's file as a page of this host.
     */
    private static Response file(ToolResult.File file) {
        return Response.stream(file.mediaType(), out -> {
                    try (file) {
                        file.content().transferTo(out);
                    }
                })
                .with("Content-Length", Long.toString(file.size()))
                .with("Content-Disposition", ContentDisposition.attachment(file.name()))
                .with("X-Content-Type-Options", "nosniff");
    }

    private static Response refused(TelegramError error, String requestId) {
        ObjectNode detail = StrictJson.object()
                .put("telegram_error", error.name())
                .put("message", error.message())
                .put("code", error.code());
        Integer seconds = error.retryAfter();
        if (seconds == null) {
            return Response.error(502, detail, requestId);
        }
        return Response.error(502, detail.put("retry_after", seconds), requestId)
                .with("Retry-After", seconds.toString());
    }
}
