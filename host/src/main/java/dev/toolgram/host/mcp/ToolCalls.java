package dev.toolgram.host.mcp;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.Cancellation;
import dev.toolgram.host.tool.ProgressListener;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolResult;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/call}: the same in every dialect, and the error table of the contract, MCP's column. */
final class ToolCalls {

    /** How a client tells that it has given up on a call. */
    @FunctionalInterface
    interface GivingUp {
        /** Cancels the call when that happens, until the watch is closed. */
        Request.Watch watch(Cancellation cancellation);
    }

    private final ToolDispatcher dispatcher;
    private final UnaryOperator<ObjectNode> completion;

    /**
     * Calls for a dialect.
     *
     * @param completion adds to a result what the dialect wants in each
     */
    ToolCalls(ToolDispatcher dispatcher, UnaryOperator<ObjectNode> completion) {
        this.dispatcher = dispatcher;
        this.completion = completion;
    }

    Reply call(Incoming.Call call, Request request, GivingUp givingUp) {
        ObjectNode params = call.params();
        if (!params.path("name").isString()) {
            return RpcError.invalidParams("params.name must be the name of a tool");
        }
        String tool = params.path("name").stringValue();
        JsonNode arguments = params.path("arguments");
        // Some clients write null for what they leave out.
        if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
            dispatcher.unreadable(tool, Caller.MCP);
            return RpcError.invalidParams("params.arguments must be an object");
        }
        ObjectNode input = arguments instanceof ObjectNode fields ? fields : StrictJson.object();
        JsonNode token = params.path("_meta").path("progressToken");
        if ((token.isString() || token.isIntegralNumber()) && EventStream.acceptedBy(request)) {
            return ProgressStream.of(
                    call.id(),
                    token,
                    (listener, cancellation) -> dispatch(
                            new ToolCall(tool, input, Caller.MCP, request.id(), listener, cancellation), givingUp));
        }
        return dispatch(
                new ToolCall(tool, input, Caller.MCP, request.id(), ProgressListener.NONE, new Cancellation()),
                givingUp);
    }

    private Reply dispatch(ToolCall call, GivingUp givingUp) {
        ToolResult result;
        try (Request.Watch _ = givingUp.watch(call.cancellation())) {
            result = dispatcher.dispatch(call);
        }
        return switch (reply(result, call.requestId())) {
            case Reply.Result(var value) -> new Reply.Result(completion.apply(value));
            case Reply other -> other;
        };
    }

    /** What the model can act on is a result with {@code isError}; what only the client can, an error. */
    private static Reply reply(ToolResult result, String requestId) {
        return switch (result) {
            case ToolResult.Success(var value) -> success(value);
            case ToolResult.File file -> FileBlock.result(file);
            case ToolResult.InvalidInput(var problems) ->
                failure(problems.stream().map(InputProblem::toString).collect(Collectors.joining("\n")));
            case ToolResult.TelegramRefused(var error) -> failure(StrictJson.text(refusal(error)));
            case ToolResult.NotReady(var message) -> failure(message);
            case ToolResult.TimedOut(var message) -> failure(message);
            case ToolResult.Cancelled() -> new Reply.Silence();
            case ToolResult.Internal() -> RpcError.internal(requestId);
            case ToolResult.UnknownTool(var tool) -> RpcError.invalidParams("Unknown tool: " + tool);
        };
    }

    private static Reply success(JsonNode value) {
        ObjectNode structured = value instanceof ObjectNode object
                ? object
                : StrictJson.object().set("result", value);
        ObjectNode result = content(StrictJson.text(structured));
        result.set("structuredContent", structured);
        return new Reply.Result(result.put("isError", false));
    }

    /** Text alone: structured content would have to follow the tool's output schema. */
    private static Reply failure(String text) {
        return new Reply.Result(content(text).put("isError", true));
    }

    private static ObjectNode content(String text) {
        ObjectNode result = StrictJson.object();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }

    private static ObjectNode refusal(TelegramError error) {
        ObjectNode refusal = StrictJson.object()
                .put("telegram_error", error.name())
                .put("message", error.message())
                .put("code", error.code());
        Integer seconds = error.retryAfter();
        return seconds == null ? refusal : refusal.put("retry_after", seconds);
    }
}
