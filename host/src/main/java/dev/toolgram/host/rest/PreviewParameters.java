package dev.toolgram.host.rest;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.config.schema.TextValues;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The query parameters of every tool that changes something: {@code preview} and {@code commit}. */
final class PreviewParameters {

    static final String PREVIEW = "preview";
    static final String COMMIT = "commit";
    static final Set<String> NAMES = Set.of(PREVIEW, COMMIT);

    private PreviewParameters() {}

    /**
     * The call with the parameters of its request.
     *
     * @param taken the names that have this meaning, and are not fields of the tool
     * @throws ToolException {@code INVALID_INPUT} if they are invalid
     */
    static ToolCall in(Request request, Set<String> taken, ToolCall call) {
        List<InputProblem> problems = new ArrayList<>(0);
        String preview = taken.contains(PREVIEW) ? value(request, PREVIEW, problems) : "";
        String commit = taken.contains(COMMIT) ? value(request, COMMIT, problems) : "";
        JsonNode flag = TextValues.json("boolean", preview.isEmpty() ? "false" : preview);
        if (!flag.isBoolean()) {
            problems.add(problem(PREVIEW, "must be true or false"));
        } else if (flag.booleanValue() && !commit.isEmpty()) {
            problems.add(problem(COMMIT, "Give it without preview"));
        }
        if (!problems.isEmpty()) {
            throw ToolException.invalidInput(problems);
        }
        return call.with(call.options().withPreview(flag.booleanValue()).withCommit(commit.isEmpty() ? null : commit));
    }

    private static String value(Request request, String name, List<InputProblem> problems) {
        List<String> values = request.query().getOrDefault(name, List.of(""));
        if (values.size() > 1) {
            problems.add(problem(name, "Given %d times: give it once".formatted(values.size())));
        }
        return values.getFirst();
    }

    private static InputProblem problem(String name, String message) {
        return new InputProblem(List.of("query", name), message, "value_error");
    }
}
