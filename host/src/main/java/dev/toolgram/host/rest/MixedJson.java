package dev.toolgram.host.rest;

import dev.toolgram.api.LinkContent;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.ToolResult.Mixed.Part;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A result in parts as JSON. */
final class MixedJson {

    private static final String SCHEMA = """
            {"type":"array","items":{"type":"object","properties":{
               "type":{"type":"string","enum":["text","file","link"]},
               "text":{"type":"string","description":"Of a text."},
               "name":{"type":"string","description":"Of a file or link."},
               "media_type":{"type":"string","description":"Of a file, and of a link where known."},
               "data":{"type":"string","contentEncoding":"base64","description":"The bytes of a file."},
               "uri":{"type":"string","format":"uri","description":"Of a link."},
               "description":{"type":"string","description":"Of a link, where known."}},
             "required":["type"]}}""";

    private MixedJson() {}

    static JsonNode schema() {
        return JsonMapper.shared().readTree(SCHEMA);
    }

    static byte[] of(List<Part> parts) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Part part : parts) {
            ObjectNode object = json.addObject();
            switch (part) {
                case Part.Text(var text) -> object.put("type", "text").put("text", text);
                case Part.Blob(var name, var mediaType, var bytes) ->
                    object.put("type", "file")
                            .put("name", name)
                            .put("media_type", mediaType)
                            .put("data", bytes);
                case Part.Link(var link) -> fill(object, link);
            }
        }
        return StrictJson.write(json);
    }

    private static void fill(ObjectNode object, LinkContent link) {
        object.put("type", "link").put("uri", link.uri().toString()).put("name", link.name());
        if (link.mediaType() != null) {
            object.put("media_type", link.mediaType());
        }
        if (link.description() != null) {
            object.put("description", link.description());
        }
    }
}
