package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import dev.toolgram.host.tool.UserAnswer;
import dev.toolgram.host.tool.UserChannel;
import dev.toolgram.host.tool.UserQuestion;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question as the result of a call (MCP 2026-07-28, <i>Multi Round-Trip Requests</i>). The {@code requestState} is the
 * question's id: a random number that the host compares with the questions that it keeps, each bound to its call.
 */
final class InputRequest {

    private InputRequest() {}

    /**
     * The answers and the state that a repeated call contains.
     *
     * @param channel how its client is asked
     * @param error why the call is invalid; {@code null} if it is not
     */
    record Answer(UserChannel channel, @Nullable RpcError error) {}

    static ObjectNode result(UserQuestion question) {
        ObjectNode result = StrictJson.object().put("resultType", "input_required");
        ObjectNode request = result.putObject("inputRequests").putObject(question.name());
        request.put("method", Elicitation.METHOD).set("params", Elicitation.params(question));
        return result.put("requestState", question.id());
    }

    /** Reads the params of a call whose envelope is valid. */
    static Answer answer(ObjectNode params) {
        JsonNode responses = params.path("inputResponses");
        JsonNode state = params.path("requestState");
        if (!(responses.isMissingNode() || responses.isObject())
                || !(state.isMissingNode() || state.isString())
                || !responses.valueStream().allMatch(JsonNode::isObject)) {
            RpcError error = RpcError.invalidParams(
                    "params.inputResponses must be an object of objects, and params.requestState a string");
            return new Answer(new UserChannel.None(), error.withStatus(400));
        }
        if (!Elicitation.isSupported(params.path("_meta").path(Envelope.CAPABILITIES))) {
            return new Answer(new UserChannel.None(), null);
        }
        Map<String, UserAnswer> answers = new HashMap<>();
        responses.forEachEntry((name, response) -> answers.put(name, Elicitation.answer(response)));
        return new Answer(new UserChannel.Repeated(state.isString() ? state.stringValue() : null, answers), null);
    }
}
