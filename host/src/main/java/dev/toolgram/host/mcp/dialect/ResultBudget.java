package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.json.StrictJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Limits the size of a result, because a model cannot read more: its longest list is cut after a whole item, and the
 * field {@code truncated} says how to get the rest.
 *
 * @param maxBytes the most bytes of JSON
 */
record ResultBudget(int maxBytes) {

    private static final String NOTE = "truncated";

    /** An upper bound of the note's own size. */
    private static final int NOTE_BYTES = 300;

    private static final ObjectReader trees = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(ObjectNode.class);

    /** A list in a result, and the name of its field. */
    private record Candidate(String name, ArrayNode items, int bytes) {}

    boolean fits(String json) {
        return json.length() <= maxBytes / 3 || json.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
    }

    /**
     * The JSON of an object within the limit, if a list in it can be cut to fit.
     *
     * @param inputs the properties of the input schema of a tool that can be called again for the rest; {@code null} for
     *     a tool that has changed something
     */
    String limit(String json, @Nullable JsonNode inputs) {
        if (fits(json)) {
            return json;
        }
        ObjectNode result = trees.readValue(json);
        int bytes = StrictJson.write(result).length;
        Candidate longest = longest(result, null);
        if (longest == null) {
            return json;
        }
        int all = longest.items().size();
        int kept = keep(longest, maxBytes - NOTE_BYTES - (bytes - longest.bytes()));
        if (kept == all) {
            return json;
        }
        while (longest.items().size() > kept) {
            longest.items().remove(longest.items().size() - 1);
        }
        return StrictJson.text(result.put(NOTE, note(longest, all, inputs)));
    }

    /** The list that takes most of the result; lists in items of lists are not cut. */
    private static @Nullable Candidate longest(JsonNode value, @Nullable Candidate known) {
        Candidate longest = known;
        for (var field : value.properties()) {
            if (field.getValue() instanceof ArrayNode items && items.size() > 1) {
                int bytes = StrictJson.write(items).length;
                if (longest == null || bytes > longest.bytes()) {
                    longest = new Candidate(field.getKey(), items, bytes);
                }
            } else if (field.getValue().isObject()) {
                longest = longest(field.getValue(), longest);
            }
        }
        return longest;
    }

    /** The number of items within the bytes, at least one. */
    private static int keep(Candidate list, int bytes) {
        int left = bytes - 2;
        int kept = 0;
        for (JsonNode item : list.items()) {
            left -= StrictJson.write(item).length + 1;
            if (left < 0 && kept > 0) {
                break;
            }
            kept++;
        }
        return kept;
    }

    private String note(Candidate list, int all, @Nullable JsonNode inputs) {
        int kept = list.items().size();
        String items = list.name().equals("result") ? "items" : "items of '%s'".formatted(list.name());
        JsonNode last = list.items().path(kept - 1).path("id");
        boolean ascending = last.asLong(0) > list.items().path(0).path("id").asLong(0);
        String cursor = ascending && inputs != null && inputs.has("after_id") ? "after_id" : "offset_id";
        String more;
        if (inputs == null) {
            more = "The call has done its work: do not repeat it.";
        } else if (inputs.has(cursor) && last.isIntegralNumber()) {
            more = "To go on, call again with %s=%s%s."
                    .formatted(cursor, last.asString(), inputs.has("limit") ? ", or use a lower limit" : "");
        } else if (inputs.has("limit")) {
            more = "Use a limit of %d or lower.".formatted(kept);
        } else {
            more = "Ask for fewer at once.";
        }
        return "Only the first %d of %d %s fit into %d bytes. %s".formatted(kept, all, items, maxBytes, more);
    }
}
