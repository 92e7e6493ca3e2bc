package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The tools that MCP's conformance suite calls by name, as far as a plugin can contribute such tools. */
final class ConformanceTools {

    private static final String NOTHING = """
            {"type":"object","properties":{},"additionalProperties":false}""";

    private static final String OBJECT = "{\"type\":\"object\"}";

    private static final String SCHEMA_2020_12 = """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
             "$defs":{"address":{"$anchor":"addressDef","type":"object",
               "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
             "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
               "contactMethod":{"type":"string","enum":["phone","email"]},
               "phone":{"type":"string"},"email":{"type":"string"}},
             "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
             "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
             "then":{"required":["phone"]},"else":{"required":["email"]},
             "additionalProperties":false}""";

    private static final String MIRRORED = """
            {"type":"object","properties":{
               "region":{"type":"string","x-mcp-header":"Region"},
               "deep":{"type":"object","properties":{"count":{"type":"integer","x-mcp-header":"Count"}}},
               "sure":{"type":"boolean","x-mcp-header":"Sure"}},
             "required":["region"],"additionalProperties":false}""";

    private static final byte[] FILE = "This is an embedded resource content.".getBytes(StandardCharsets.UTF_8);

    private ConformanceTools() {}

    /**
     * All of them.
     *
     * @param change called by {@code test_trigger_tool_change} with the tools there shall be
     */
    static List<RegisteredTool> all(Consumer<List<RegisteredTool>> change) {
        List<RegisteredTool> tools = new ArrayList<>(List.of(
                answering("test_simple_text", NOTHING),
                answering("test_streaming_elicitation", NOTHING),
                answering("test_logging_tool", NOTHING),
                answering("json_schema_2020_12_tool", SCHEMA_2020_12),
                answering("test_mirrored_parameters", MIRRORED),
                TestTools.file("test_image_content", "test.png", "image/png", FILE),
                TestTools.file("test_audio_content", "test.wav", "audio/wav", FILE),
                TestTools.file("test_embedded_resource", "test.txt", "text/plain", FILE),
                TestTools.failing(
                        "test_error_handling",
                        ToolException.invalidInput("chat", "This tool intentionally returns an error for testing")),
                progressing()));
        tools.add(TestTools.tool("test_trigger_tool_change", null, Effect.WRITE, NOTHING, OBJECT, (input, context) -> {
            List<RegisteredTool> more = new ArrayList<>(tools);
            more.add(answering("added_" + System.nanoTime(), NOTHING));
            change.accept(more);
            return new ToolResult.Success(StrictJson.write(json("{\"ok\":true}")));
        }));
        return tools;
    }

    private static RegisteredTool answering(String name, String inputSchema) {
        return TestTools.tool(
                name,
                null,
                Effect.READ,
                inputSchema,
                OBJECT,
                (input, context) -> new ToolResult.Success(
                        StrictJson.write(json("{\"text\":\"This is a simple text response for testing.\"}"))));
    }

    private static RegisteredTool progressing() {
        return TestTools.tool("test_tool_with_progress", null, Effect.READ, NOTHING, OBJECT, (input, context) -> {
            try {
                for (int done = 0; done <= 100; done += 50) {
                    context.progress(done, 100.0, "step");
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new ToolResult.Success(StrictJson.write(json("{\"ok\":true}")));
        });
    }
}
