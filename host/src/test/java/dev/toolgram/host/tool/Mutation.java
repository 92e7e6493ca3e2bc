package dev.toolgram.host.tool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes one place of a JSON value, as callers get it wrong. */
@NullMarked
record Mutation(Random random) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<JsonNode> OTHERS =
            List.copyOf(JsonMapper.shared().readTree("""
                    [null, true, 0, -1, 3.0, 1.5, 0.1, 300, 70000, 3000000000, 100000000000000000000,
                     "", " ", "x", "\\n", "1", "true",
                     "RED", "red", "2026-01-31", "18:30:00", "2026-01-31T18:30:00+00:00", "PT1H", "P1D", "PT", 1769884200,
                     [2026, 1, 31], [], [null], ["x"], {}, {"type": "x"}, {"x": 1}, "aGVsbG8", "https://example.org"]""").valueStream().toList());

    /** A changed copy. */
    JsonNode of(JsonNode json) {
        JsonNode copy = json.deepCopy();
        List<JsonNode> parents = new ArrayList<>();
        collect(copy, parents);
        JsonNode parent = parents.get(random.nextInt(parents.size()));
        if (parent instanceof ObjectNode object) {
            change(object);
        } else if (parent instanceof ArrayNode array) {
            change(array);
        }
        return copy;
    }

    private static void collect(JsonNode json, List<JsonNode> parents) {
        if (json.isContainer()) {
            parents.add(json);
            json.forEach(each -> collect(each, parents));
        }
    }

    private void change(ObjectNode object) {
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
        switch (names.isEmpty() ? 0 : random.nextInt(8)) {
            case 0 -> object.set(List.of("unknown", "1", "RED", "type").get(random.nextInt(4)), other());
            case 1 -> object.remove(name);
            case 2 -> object.set(name + "X", object.remove(name));
            default -> object.set(name, changed(object.get(name)));
        }
    }

    private void change(ArrayNode array) {
        int index = array.isEmpty() ? 0 : random.nextInt(array.size());
        switch (array.isEmpty() ? 0 : random.nextInt(5)) {
            case 0 -> array.add(other());
            case 1 -> array.add(array.get(index).deepCopy());
            case 2 -> array.remove(index);
            default -> array.set(index, changed(array.get(index)));
        }
    }

    private JsonNode changed(JsonNode value) {
        if (value.isString() && random.nextInt(3) > 0) {
            return JSON.stringNode(changed(value.stringValue()));
        }
        if (value.isNumber() && random.nextInt(3) > 0) {
            BigDecimal number = value.decimalValue();
            return switch (random.nextInt(4)) {
                // Not beyond a long, where the independent validator cannot read a fraction.
                case 0 -> JSON.numberNode(number.precision() < 18 ? number.setScale(number.scale() + 1) : number);
                case 1 -> JSON.numberNode(number.negate());
                case 2 -> JSON.stringNode(number.toPlainString());
                default -> JSON.numberNode(number.multiply(BigDecimal.valueOf(1000)));
            };
        }
        return random.nextInt(3) == 0 ? JSON.nullNode() : other();
    }

    private String changed(String text) {
        int index =
                text.isEmpty() ? 0 : text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
        String before = text.substring(0, index);
        String after = text.substring(index);
        return switch (random.nextInt(7)) {
            case 0 -> text + "\n";
            case 1 -> " " + text;
            case 2 -> text.toLowerCase(Locale.ROOT);
            case 3 -> before + random.nextInt(10) + after;
            case 4 -> after.isEmpty() ? text : before + after.substring(after.offsetByCodePoints(0, 1));
            case 5 ->
                after.isEmpty() ? text : before + random.nextInt(10) + after.substring(after.offsetByCodePoints(0, 1));
            default -> text + text;
        };
    }

    private JsonNode other() {
        return OTHERS.get(random.nextInt(OTHERS.size())).deepCopy();
    }
}
