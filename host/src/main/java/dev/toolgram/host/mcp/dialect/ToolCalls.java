package dev.toolgram.host.mcp.dialect;

import dev.toolgram.api.Effect;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.json.VisibleText;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.EventStream;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import dev.toolgram.host.tool.CallOptions;
import dev.toolgram.host.tool.Cancellation;
import dev.toolgram.host.tool.ProgressListener;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolMenu;
import dev.toolgram.host.tool.ToolResult;
import dev.toolgram.host.tool.UserChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** {@code tools/call}, the same in every dialect, and MCP's column of the contract's error table. */
final class ToolCalls {

    /** The SDKs give up after 60 s without progress: our response is better than their timeout. */
    private static final Duration LIMIT_WITHOUT_PROGRESS = Duration.ofSeconds(50);

    private static final Logger log = LoggerFactory.getLogger(ToolCalls.class);

    /** The way in which a client cancels a call. */
    @FunctionalInterface
    interface CancelSource {
        /** Cancels the call when the client does, until the watch is closed. */
        Request.Watch watch(Cancellation cancellation);
    }

    /** The way in which a call's client asks its user. */
    @FunctionalInterface
    interface ChannelOf {
        /** The channel of a call whose messages go through this stream. */
        UserChannel in(CallStream stream);
    }

    private final ToolServices tools;
    private final UnaryOperator<ObjectNode> completion;
    private final Function<String, Reply.Final> cannotAsk;

    /**
     * Calls for a dialect.
     *
     * @param completion adds the fields that the dialect requires in every result
     * @param cannotAsk the reply to a client that has to ask its user, and did not say that it can
     */
    ToolCalls(ToolServices tools, UnaryOperator<ObjectNode> completion, Function<String, Reply.Final> cannotAsk) {
        this.tools = tools;
        this.completion = completion;
        this.cannotAsk = cannotAsk;
    }

    void call(
            ClientMessage.Call call,
            Request request,
            CancelSource cancelSource,
            ChannelOf channel,
            Consumer<Reply> out) {
        ObjectNode params = call.params();
        if (!params.path("name").isString()) {
            out.accept(RpcError.invalidParams("params.name must be the name of a tool"));
            return;
        }
        String tool = params.path("name").stringValue();
        JsonNode arguments = params.path("arguments");
        // Some clients send null for a field that they leave out.
        if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
            tools.dispatcher().unreadable(tool, Caller.MCP);
            out.accept(RpcError.invalidParams("params.arguments must be an object"));
            return;
        }
        ObjectNode input = arguments instanceof ObjectNode fields ? fields : StrictJson.object();
        try {
            FindingTools.Target target =
                    tool.equals(ToolMenu.CALL) ? FindingTools.target(input) : new FindingTools.Target(tool, input);
            if (target.tool().equals(ToolMenu.FIND)) {
                find(target.arguments(), request, out);
            } else {
                call(call, target, request, cancelSource, channel, out);
            }
        } catch (ToolException e) {
            out.accept(completed(failure(text(e.problems()))));
        }
    }

    /**
     * Reads a resource by calling its tool.
     *
     * @param notFound the code of the error if the tool finds no such chat
     */
    void read(ResourceUri resource, int notFound, Request request, CancelSource cancelSource, Consumer<Reply> out) {
        Cancellation cancellation = new Cancellation();
        ToolCall call = new ToolCall(
                resource.tool(),
                resource.input(),
                Caller.MCP,
                request.keyName(),
                request.id(),
                ProgressListener.NONE,
                cancellation,
                LIMIT_WITHOUT_PROGRESS);
        dispatch(
                call,
                result -> contents(resource, notFound, result, call),
                cancelSource.watch(cancellation),
                out::accept);
    }

    private Reply.Final contents(ResourceUri resource, int notFound, ToolResult result, ToolCall call) {
        if (result instanceof ToolResult.Success success) {
            ObjectNode contents = StrictJson.object();
            contents.putArray("contents")
                    .addObject()
                    .put("uri", resource.text())
                    .put("mimeType", "application/json")
                    .put("text", json(success, call));
            return new Reply.Result(contents);
        }
        Reply.Final reply = reply(result, call);
        if (!(reply instanceof Reply.Result(var failure, var _))) {
            return reply;
        }
        String message = failure.at("/content/0/text").asString("");
        return switch (result) {
            // The same for a chat that does not exist and for one that the key may not read.
            case ToolResult.InvalidInput _, ToolResult.Forbidden _ ->
                RpcError.resourceNotFound(notFound, resource.text(), message);
            default -> RpcError.failed(message);
        };
    }

    private void find(ObjectNode input, Request request, Consumer<Reply> out) {
        ObjectNode found = FindingTools.find(input, tools.list().index(tools.usable(request), request.keyName()));
        String json = tools.budget().limit(StrictJson.text(found), FindingTools.findInputs());
        out.accept(completed(new Reply.Result(content(json)
                .putRawValue("structuredContent", new RawValue(json))
                .put("isError", false))));
    }

    private void call(
            ClientMessage.Call call,
            FindingTools.Target target,
            Request request,
            CancelSource cancelSource,
            ChannelOf channel,
            Consumer<Reply> out) {
        ObjectNode params = call.params();
        String tool = target.tool();
        ObjectNode input = target.arguments();
        boolean isIndirect = params.path("name").asString("").equals(ToolMenu.CALL);
        RegisteredTool found = tools.usable(request).find(tool).orElse(null);
        if (found != null && !tools.list().offers(found)) {
            tools.dispatcher().unreadable(tool, Caller.MCP);
            out.accept(completed(unknown(new ToolResult.UnknownTool(tool), isIndirect)));
            return;
        }
        JsonNode given = IdempotencyKey.take(params, input, found);
        String key = given.isMissingNode() ? null : given.asString("");
        InputProblem problem = key == null ? null : ToolCall.problem(key, List.of(IdempotencyKey.FIELD));
        if (problem != null) {
            unreadable(tool, problem, out);
            return;
        }
        JsonNode token = params.path("_meta").path("progressToken");
        boolean reports = (token.isString() || token.isIntegralNumber()) && EventStream.acceptedBy(request);
        CallStream stream = new CallStream(call.id(), reports ? token : null, request.id(), out);
        Cancellation cancellation = new Cancellation();
        ToolCall plain = new ToolCall(
                        tool,
                        input,
                        Caller.MCP,
                        request.keyName(),
                        request.id(),
                        reports ? stream : ProgressListener.NONE,
                        cancellation,
                        reports ? ToolCall.NO_LIMIT : LIMIT_WITHOUT_PROGRESS)
                .with(CallOptions.NONE
                        .withIdempotencyKey(key)
                        .withMaxWait(MaxWait.of(params))
                        .withUser(channel.in(stream)));
        ToolCall read;
        try {
            read = PreviewFields.take(plain, found);
        } catch (ToolException e) {
            unreadable(tool, e.problems().getFirst(), out);
            return;
        }
        dispatch(
                read,
                result ->
                        result instanceof ToolResult.UnknownTool name ? unknown(name, isIndirect) : reply(result, read),
                cancelSource.watch(cancellation),
                stream::end);
    }

    /** A client may hide the error of a name from its model, but not the result of a call that the model has made. */
    private static Reply.Final unknown(ToolResult.UnknownTool unknown, boolean isIndirect) {
        return isIndirect ? failure(unknown.message()) : RpcError.invalidParams(unknown.message());
    }

    private void unreadable(String tool, InputProblem problem, Consumer<Reply> out) {
        tools.dispatcher().unreadable(tool, Caller.MCP);
        out.accept(completed(failure(problem.toString())));
    }

    private Reply.Final completed(Reply.Final reply) {
        return reply instanceof Reply.Result(var value, var _) ? new Reply.Result(completion.apply(value)) : reply;
    }

    private void dispatch(
            ToolCall call, Function<ToolResult, Reply.Final> writer, Request.Watch watch, Consumer<Reply.Final> out) {
        tools.dispatcher().dispatch(call, result -> {
            watch.close(); // before the response: the connection serves the next request then
            Reply.Final reply;
            try {
                reply = writer.apply(result);
            } catch (RuntimeException e) {
                log.error("Cannot write the result of tool {}", call.tool(), e);
                reply = RpcError.internal(call.requestId());
            }
            out.accept(completed(reply));
        });
    }

    /** A model can act on a result with {@code isError}; a JSON-RPC error is for the client. */
    private Reply.Final reply(ToolResult result, ToolCall call) {
        return switch (result) {
            case ToolResult.Success success -> success(success, call);
            case ToolResult.File file -> FileBlock.result(file, tools.budget());
            case ToolResult.Mixed(var parts) -> FileBlock.result(parts);
            case ToolResult.InvalidInput(var problems) -> failure(text(problems));
            case ToolResult.TelegramRefused refused -> failure(StrictJson.text(refused.detail()));
            case ToolResult.NotReady(var message) -> failure(message);
            case ToolResult.TimedOut timedOut -> failure(text(timedOut));
            case ToolResult.Conflict(var message) -> failure(message);
            case ToolResult.Forbidden(var message) -> failure(message);
            case ToolResult.ApprovalRequired(var question, var message) ->
                call.options().user() instanceof UserChannel.Repeated
                        ? new Reply.Result(InputRequest.result(question))
                        : failure(message);
            case ToolResult.InputRequired(var question) -> new Reply.Result(InputRequest.result(question));
            case ToolResult.CannotAsk(var message) -> cannotAsk.apply(message);
            case ToolResult.UnknownState(var message) ->
                RpcError.invalidParams(message).withStatus(400);
            case ToolResult.Paced(var message, long seconds) ->
                failure("%s (retry after %d s)".formatted(message, seconds));
            case ToolResult.Cancelled() -> RpcError.cancelled();
            case ToolResult.Internal() -> RpcError.internal(call.requestId());
            case ToolResult.UnknownTool name -> unknown(name, false);
        };
    }

    /** The JSON as text, and the same JSON as structured content: some clients show a model only one of them. */
    private Reply.Final success(ToolResult.Success success, ToolCall call) {
        String json = json(success, call);
        ObjectNode result = content(json)
                .putRawValue("structuredContent", new RawValue(json))
                .put("isError", false);
        if (success.recipient() != null) {
            String recipient = VisibleText.of(new String(success.recipient(), StandardCharsets.UTF_8));
            result.withObjectProperty("_meta").putRawValue("toolgram/recipient", new RawValue(recipient));
        }
        return new Reply.Result(result);
    }

    private String json(ToolResult.Success success, ToolCall call) {
        String value = VisibleText.of(new String(success.json(), StandardCharsets.UTF_8));
        String json = success.isList() ? "{\"result\":" + value + "}" : value;
        return tools.budget().fits(json) ? json : tools.budget().limit(json, inputs(call));
    }

    private @Nullable JsonNode inputs(ToolCall call) {
        return tools.dispatcher()
                .tools(call.keyName())
                .find(call.tool())
                .filter(found -> found.definition().effect().kind() == Effect.Kind.READ)
                .map(found -> found.inputSchema().path("properties"))
                .orElse(null);
    }

    private static String text(List<InputProblem> problems) {
        return problems.stream().map(InputProblem::toString).collect(Collectors.joining("\n"));
    }

    private static String text(ToolResult.TimedOut timedOut) {
        return switch (timedOut.sent()) {
            case NOTHING_TO_SEND -> timedOut.message();
            case NO -> timedOut.message() + " (sent: false)";
            case UNKNOWN ->
                timedOut.message()
                        + (timedOut.sendId() == null
                                ? " (sent: unknown)"
                                : " (sent: unknown; get_send with send_id %s reports the outcome)"
                                        .formatted(timedOut.sendId()));
        };
    }

    /** Text alone: structured content would have to conform to the tool's output schema. */
    static Reply.Result failure(String text) {
        return new Reply.Result(content(VisibleText.of(text)).put("isError", true));
    }

    private static ObjectNode content(String text) {
        ObjectNode result = StrictJson.object();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }
}
