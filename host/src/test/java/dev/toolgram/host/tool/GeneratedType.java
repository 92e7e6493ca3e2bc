package dev.toolgram.host.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A Java type as an author would write it, and the JSON that the contract says it is. Knows nothing of the binder. */
@NullMarked
sealed interface GeneratedType {

    JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The type in Java source, boxed, with its constraints. */
    String java();

    /** A value of it. */
    JsonNode value(Random random);

    /** The value of a result after it was read. */
    default JsonNode written(JsonNode value) {
        return value;
    }

    /** A type that may be {@code null}, as JSpecify has it: before an array, the annotation is its elements'. */
    static String nullable(String java) {
        return java.endsWith("[]") ? java.replace("[]", " @Nullable []") : "@Nullable " + java;
    }

    /** Calls a visitor for every value in a value that has the JSON type of its Java type. */
    default void visit(JsonNode json, BiConsumer<GeneratedType, JsonNode> visitor) {
        visitor.accept(this, json);
    }

    /**
     * One JSON value.
     *
     * @param values makes one
     * @param canonical the form in which results have it
     * @param real false for what no plain schema excludes: 30 February, an unknown time zone, a {@code null}
     */
    record Scalar(
            String java,
            Function<Random, JsonNode> values,
            Function<JsonNode, JsonNode> canonical,
            Predicate<JsonNode> real)
            implements GeneratedType {

        @Override
        public JsonNode value(Random random) {
            return values.apply(random);
        }

        @Override
        public JsonNode written(JsonNode value) {
            return canonical.apply(value);
        }
    }

    /** A list, set or array, of {@code min} to three elements. */
    record Items(String constraint, String container, GeneratedType element, boolean nullable, int min)
            implements GeneratedType {

        @Override
        public String java() {
            String one = nullable ? GeneratedType.nullable(element.java()) : element.java();
            return container.equals("[]") ? one + "[]" : "%s%s<%s>".formatted(constraint, container, one);
        }

        @Override
        public JsonNode value(Random random) {
            ArrayNode items = JSON.arrayNode();
            int size = min + random.nextInt(4 - min);
            for (int tries = 0; items.size() < size && tries < 20; tries++) {
                JsonNode item = nullable && random.nextInt(4) == 0 ? JSON.nullNode() : element.value(random);
                // Written alike, so that no two are one value in two forms.
                if (!container.equals("Set")
                        || items.valueStream()
                                .noneMatch(each -> writtenItem(each).equals(writtenItem(item)))) {
                    items.add(item);
                }
            }
            return items;
        }

        private JsonNode writtenItem(JsonNode item) {
            return item.isNull() ? item : element.written(item);
        }

        @Override
        public JsonNode written(JsonNode value) {
            ArrayNode items = JSON.arrayNode();
            for (JsonNode item : value) {
                JsonNode one = writtenItem(item);
                if (!container.equals("Set") || items.valueStream().noneMatch(one::equals)) {
                    items.add(one);
                }
            }
            return items;
        }

        @Override
        public void visit(JsonNode json, BiConsumer<GeneratedType, JsonNode> visitor) {
            visitor.accept(this, json);
            if (json.isArray()) {
                json.valueStream()
                        .filter(item -> !nullable || !item.isNull())
                        .forEach(item -> element.visit(item, visitor));
            }
        }
    }

    /** A map, whose keys are strings in JSON. */
    record Entries(String constraint, GeneratedType key, GeneratedType element, boolean nullable)
            implements GeneratedType {

        @Override
        public String java() {
            String one = nullable ? GeneratedType.nullable(element.java()) : element.java();
            return "%sMap<%s, %s>".formatted(constraint, key.java(), one);
        }

        @Override
        public JsonNode value(Random random) {
            ObjectNode entries = JSON.objectNode();
            for (int i = random.nextInt(3); i > 0; i--) {
                entries.set(
                        key.value(random).asString(),
                        nullable && random.nextInt(4) == 0 ? JSON.nullNode() : element.value(random));
            }
            return entries;
        }

        @Override
        public JsonNode written(JsonNode value) {
            ObjectNode entries = JSON.objectNode();
            value.properties()
                    .forEach(entry -> entries.set(
                            key.written(JSON.stringNode(entry.getKey())).asString(),
                            entry.getValue().isNull() ? entry.getValue() : element.written(entry.getValue())));
            return entries;
        }

        @Override
        public void visit(JsonNode json, BiConsumer<GeneratedType, JsonNode> visitor) {
            visitor.accept(this, json);
            if (json.isObject()) {
                json.properties().forEach(entry -> {
                    key.visit(JSON.stringNode(entry.getKey()), visitor);
                    if (!nullable || !entry.getValue().isNull()) {
                        element.visit(entry.getValue(), visitor);
                    }
                });
            }
        }
    }

    /** {@code Optional<String>}, {@code OptionalInt} and the like. */
    record Maybe(String java, GeneratedType element) implements GeneratedType {

        @Override
        public JsonNode value(Random random) {
            return element.value(random);
        }

        @Override
        public JsonNode written(JsonNode value) {
            return element.written(value);
        }

        @Override
        public void visit(JsonNode json, BiConsumer<GeneratedType, JsonNode> visitor) {
            element.visit(json, visitor);
        }
    }

    /**
     * A component of a record.
     *
     * @param name its name in JSON
     * @param optional whether it may be missing
     * @param fallback its default
     */
    record Field(
            String name,
            String source,
            GeneratedType type,
            boolean optional,
            @Nullable JsonNode fallback) {}

    /** A record, declared in {@code source}. */
    record Fields(String java, List<Field> fields, String source) implements GeneratedType {

        @Override
        public JsonNode value(Random random) {
            ObjectNode object = JSON.objectNode();
            for (Field field : fields) {
                int choice = field.optional() ? random.nextInt(5) : 5;
                if (choice == 0) {
                    object.putNull(field.name());
                } else if (choice > 1) {
                    object.set(field.name(), field.type().value(random));
                }
            }
            return object;
        }

        @Override
        public ObjectNode written(JsonNode value) {
            ObjectNode object = JSON.objectNode();
            for (Field field : fields) {
                JsonNode given = value.path(field.name());
                JsonNode json = !given.isMissingNode() && !given.isNull() ? given : field.fallback();
                object.set(
                        field.name(),
                        json == null ? JSON.nullNode() : field.type().written(json));
            }
            return object;
        }

        @Override
        public void visit(JsonNode json, BiConsumer<GeneratedType, JsonNode> visitor) {
            visitor.accept(this, json);
            for (Field field : fields) {
                if (json.has(field.name())) {
                    field.type().visit(json.get(field.name()), visitor);
                }
            }
        }
    }

    /** A sealed interface: the records by the value of their discriminator. */
    record Alternatives(String java, String discriminator, Map<String, Fields> records, String source)
            implements GeneratedType {

        @Override
        public JsonNode value(Random random) {
            String name = new ArrayList<>(records.keySet()).get(random.nextInt(records.size()));
            return JSON.objectNode().put(discriminator, name).setAll((ObjectNode)
                    Objects.requireNonNull(records.get(name)).value(random));
        }

        @Override
        public JsonNode written(JsonNode value) {
            String name = value.get(discriminator).asString();
            return JSON.objectNode()
                    .put(discriminator, name)
                    .setAll(Objects.requireNonNull(records.get(name)).written(value));
        }

        @Override
        public void visit(JsonNode json, BiConsumer<GeneratedType, JsonNode> visitor) {
            visitor.accept(this, json);
            Fields chosen = records.get(json.path(discriminator).asString(""));
            if (chosen != null) {
                chosen.visit(json, visitor);
            }
        }
    }
}
