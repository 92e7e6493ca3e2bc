package dev.toolgram.host.telegram.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.TextEntityType;
import dev.toolgram.host.telegram.codec.RecordWriter;
import dev.toolgram.host.telegram.codec.TdCodec;
import dev.toolgram.host.telegram.schema.TdSchema.Definition;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Every record of toolgram-tdlib is written with the names of TDLib's schema, and read from what TDLib sends. */
class GeneratedRecordsIT {

    private static final String PACKAGE = "dev.toolgram.tdlib.";
    /** An object in an object in an object; what is deeper is left out. */
    private static final int DEPTH = 3;

    private static final Pattern IN_API = Pattern.compile("ok|formattedText|textEntity|textEntityType.+");

    private final TdSchema schema = TdSchema.get();
    private final Map<String, Definition> definitions = Stream.concat(
                    schema.types(), schema.functions().stream().flatMap(each -> schema.function(each).stream()))
            .collect(Collectors.toMap(Definition::name, each -> each));
    private final RecordWriter writer = new RecordWriter();
    private final TdCodec codec = new TdCodec(Map.of());

    @Test
    void everyRecordIsWrittenAndReadWithTheFieldsOfTheSchema() throws ReflectiveOperationException {
        assertThat(definitions).hasSize(1_001 + 2_117);
        int checked = 0;
        for (Definition definition : definitions.values()) {
            if (!IN_API.matcher(definition.name()).matches()) {
                check(definition);
                checked++;
            }
        }
        assertThat(checked).isEqualTo(3_118 - 26);
    }

    @Test
    void everyFunctionReturnsTheResultOfTheSchema() throws ReflectiveOperationException {
        for (String function : schema.functions()) {
            Class<?> type = generated(function);
            Type result = ((ParameterizedType) type.getGenericInterfaces()[0]).getActualTypeArguments()[0];
            String name = ((Class<?>) result).getSimpleName();
            assertThat(List.of(name, RecordWriter.typeName((Class<?>) result)))
                    .contains(schema.function(function).orElseThrow().result());
        }
    }

    @Test
    void recordsOfTheApiHaveFieldsOfTheSchema() {
        assertThat(RecordCheck.ofResponse("getMarkdownText", FormattedText.class))
                .isEmpty();
        assertThat(TextEntityType.class.getPermittedSubclasses()).hasSameSizeAs(schema.typesOf("TextEntityType"));
    }

    /** Otherwise, plugins that import all of a package could not use the name. */
    @Test
    void noRecordHasTheNameOfATypeOfJavaLangOrOfTheApi() {
        for (Definition definition : definitions.values()) {
            String name = Character.toUpperCase(definition.name().charAt(0))
                    + definition.name().substring(1);
            for (String other : List.of("java.lang.", "dev.toolgram.api.", "dev.toolgram.api.telegram.")) {
                assertThat(exists(other + name) && exists(PACKAGE + name))
                        .as(other + name)
                        .isFalse();
            }
        }
        assertThat(exists("java.lang.Error")).isTrue();
        assertThat(exists(PACKAGE + "TdMessage")).isTrue();
        assertThat(exists(PACKAGE + "TdError")).isTrue();
    }

    /** Writes a record, reads what TDLib would send for it, and writes that. */
    private void check(Definition definition) throws ReflectiveOperationException {
        Class<?> type = generated(definition.name());
        Record sample = (Record) Objects.requireNonNull(sample(type, 0));
        ObjectNode json = written(sample);
        assertThat(json.propertyNames())
                .as(definition.name())
                .startsWith("@type")
                .containsExactlyElementsOf(Stream.concat(Stream.of("@type"), definition.fields().keySet().stream())
                        .toList());
        assertThat(json.path("@type").asString()).isEqualTo(definition.name());
        byte[] sent = asTdlibSends(json.deepCopy()).toString().getBytes(StandardCharsets.UTF_8);
        Record read = codec.read(type.asSubclass(Record.class), TdMessage.of(sent));
        assertThat(written(read)).as(definition.name()).isEqualTo(json);
    }

    private ObjectNode written(Record record) {
        ObjectNode json =
                (ObjectNode) JsonMapper.shared().readTree(writer.write(record).withExtra(1));
        json.remove("@extra");
        return json;
    }

    /** An int64 is a string in what TDLib sends. */
    private JsonNode asTdlibSends(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Definition definition = definitions.get(object.path("@type").asString());
            for (String field : List.copyOf(object.propertyNames())) {
                JsonNode value = asTdlibSends(object.get(field));
                String type = definition.fields().getOrDefault(field, "");
                object.set(field, type.equals("int64") ? StringNode.valueOf(value.asString()) : value);
                if (type.equals("[int64]")) {
                    value.values().forEach(each -> object.putArray(field).add(each.asString()));
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, asTdlibSends(array.get(i)));
            }
        }
        return node;
    }

    private static @Nullable Object sample(Type type, int depth) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType list) {
            Object element = sample(list.getActualTypeArguments()[0], depth);
            return element == null ? List.of() : List.of(element);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isSealed()) {
            return sample(raw.getPermittedSubclasses()[depth % raw.getPermittedSubclasses().length], depth);
        }
        if (raw.isRecord()) {
            return depth > DEPTH ? null : sampleRecord(raw, depth);
        }
        return switch (raw.getSimpleName()) {
            case "long", "Long" -> 9_007_199_254_740_993L; // more than a double holds
            case "int" -> 7;
            case "double", "Double" -> 1.5;
            case "boolean", "Boolean" -> true;
            case "String" -> "text";
            case "byte[]" -> new byte[] {1, 2, 3};
            default -> throw new AssertionError(raw);
        };
    }

    private static Object sampleRecord(Class<?> type, int depth) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = sample(components[i].getGenericType(), depth + 1);
        }
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private static Class<?> generated(String name) throws ClassNotFoundException {
        String simple = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Class.forName(PACKAGE + (exists(PACKAGE + simple) ? "" : "Td") + simple);
    }

    private static boolean exists(String type) {
        return GeneratedRecordsIT.class.getResource("/" + type.replace('.', '/') + ".class") != null;
    }
}
