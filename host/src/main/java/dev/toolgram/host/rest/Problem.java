package dev.toolgram.host.rest;

import dev.toolgram.api.InputProblem;
import dev.toolgram.host.http.Response;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A problem of a request, and its place.
 *
 * @param loc {@code body}, {@code query} or {@code path}, then field names and list indexes
 * @param msg what is wrong and how to fix it
 * @param type a stable word for machines
 */
record Problem(List<Object> loc, String msg, String type) {

    static Problem of(String part, String field, String msg, String type) {
        return new Problem(List.of(part, field), msg, type);
    }

    /** The problem of a tool's input, with the part of the request that the input came from. */
    static Problem in(String part, InputProblem problem) {
        List<Object> loc = new ArrayList<>();
        loc.add(part);
        loc.addAll(problem.path());
        return new Problem(loc, problem.message(), problem.type());
    }

    /** The response to an invalid request. */
    static Response answer(List<Problem> problems, String requestId) {
        ArrayNode detail = JsonNodeFactory.instance.arrayNode();
        for (Problem problem : problems) {
            var entry = detail.addObject();
            ArrayNode loc = entry.putArray("loc");
            for (Object step : problem.loc()) {
                if (step instanceof Integer index) {
                    loc.add(index);
                } else {
                    loc.add(step.toString());
                }
            }
            entry.put("msg", problem.msg()).put("type", problem.type());
        }
        return Response.error(400, detail, requestId);
    }
}
