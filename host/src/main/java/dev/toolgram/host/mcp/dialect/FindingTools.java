package dev.toolgram.host.mcp.dialect;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolMenu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The two tools beside a short list: {@code find_tools} and {@code call_tool}. */
final class FindingTools {

    private static final int DEFAULT_LIMIT = 5;
    private static final int MAX_LIMIT = 20;
    private static final int MAX_QUERY = 200;

    private static final String FIND = """
            {"name":"find_tools","title":"Find more tools",
             "inputSchema":{"type":"object","properties":{
               "query":{"type":"string","minLength":1,"maxLength":200,"description":"Words, or the name of a tool."},
               "limit":{"type":"integer","minimum":1,"maximum":20,"default":5,"description":"The maximum number of tools."}},
              "required":["query"],"additionalProperties":false},
             "outputSchema":{"type":"object","properties":{
               "tools":{"type":"array","items":{"type":"object","properties":{
                 "name":{"type":"string"},"title":{"type":"string"},"description":{"type":"string"},
                 "inputSchema":{"type":"object"},"annotations":{"type":"object"}},
                "required":["name","title","description","inputSchema","annotations"]}},
               "names":{"type":"array","items":{"type":"string"},"description":"All tools, if none was found."},
               "truncated":{"type":"string"}},
              "required":["tools"]},
             "annotations":{"title":"Find more tools","readOnlyHint":true,"destructiveHint":false,
              "idempotentHint":true,"openWorldHint":false}}""";

    private static final String CALL = """
            {"name":"call_tool","title":"Call a tool from find_tools",
             "description":"Calls a tool that is not in the list, exactly as if it were: its checks, approvals and result \
            are the same. Get its input schema from find_tools first.",
             "inputSchema":{"type":"object","properties":{
               "name":{"type":"string","description":"The name of the tool."},
               "arguments":{"type":"object","description":"The arguments of the tool, as its input schema says."}},
              "required":["name"],"additionalProperties":false},
             "annotations":{"title":"Call a tool from find_tools","readOnlyHint":false,"destructiveHint":true,
              "idempotentHint":false,"openWorldHint":true}}""";

    /** The tool that {@code call_tool} calls. */
    record Target(String tool, ObjectNode arguments) {}

    private FindingTools() {}

    /**
     * The description of {@code find_tools}.
     *
     * @param others the tools that are not in the list: their names let a model know what it can look for
     */
    static JsonNode find(List<String> others) {
        ObjectNode tool = (ObjectNode) JsonMapper.shared().readTree(FIND);
        return tool.put(
                "description",
                "Finds tools by words in their names, titles and descriptions, and returns their descriptions and input"
                        + " schemas. Call what you find with call_tool. Not in the list are: "
                        + String.join(", ", others) + ".");
    }

    /** The description of {@code call_tool}. */
    static JsonNode call() {
        return JsonMapper.shared().readTree(CALL);
    }

    /** The input fields of {@code find_tools}. */
    static JsonNode findInputs() {
        return JsonMapper.shared().readTree(FIND).at("/inputSchema/properties");
    }

    /**
     * The result of {@code find_tools}.
     *
     * @throws ToolException {@code INVALID_INPUT}
     */
    static ObjectNode find(ObjectNode arguments, ToolIndex index) {
        List<InputProblem> problems = new ArrayList<>();
        rejectUnknown(arguments, List.of("query", "limit"), "unknown field", problems);
        String query = arguments.path("query").asString("");
        if (!arguments.path("query").isString() || query.isBlank() || query.length() > MAX_QUERY) {
            problems.add(InputProblem.of("query", "Words are required, at most %d characters".formatted(MAX_QUERY)));
        }
        JsonNode limit = arguments.path("limit");
        int most = limit.isMissingNode() || limit.isNull() ? DEFAULT_LIMIT : limit.asInt(0);
        if (most < 1 || most > MAX_LIMIT) {
            problems.add(InputProblem.of("limit", "An integer from 1 to %d is required".formatted(MAX_LIMIT)));
        }
        if (!problems.isEmpty()) {
            throw ToolException.invalidInput(problems);
        }
        ObjectNode result = StrictJson.object();
        ArrayNode tools = result.putArray("tools");
        for (RegisteredTool tool : index.find(query, most)) {
            ObjectNode described = ToolDescription.of(tool);
            described.remove("outputSchema");
            tools.add(described);
        }
        if (tools.isEmpty()) {
            index.names().forEach(result.putArray("names")::add);
        }
        return result;
    }

    /**
     * The tool that {@code call_tool} calls.
     *
     * @throws ToolException {@code INVALID_INPUT}
     */
    static Target target(ObjectNode arguments) {
        List<InputProblem> problems = new ArrayList<>();
        rejectUnknown(arguments, List.of("name", "arguments"), "put the fields of the tool into 'arguments'", problems);
        JsonNode name = arguments.path("name");
        JsonNode given = arguments.path("arguments");
        if (!name.isString() || name.stringValue().equals(ToolMenu.CALL)) {
            problems.add(InputProblem.of("name", "The name of a tool from find_tools is required"));
        }
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            problems.add(InputProblem.of("arguments", "An object is required, not text"));
        }
        if (!problems.isEmpty()) {
            throw ToolException.invalidInput(problems);
        }
        return new Target(name.stringValue(), given instanceof ObjectNode fields ? fields : StrictJson.object());
    }

    private static void rejectUnknown(
            ObjectNode arguments, List<String> known, String message, List<InputProblem> problems) {
        arguments
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(InputProblem.of(name, message)));
    }
}
