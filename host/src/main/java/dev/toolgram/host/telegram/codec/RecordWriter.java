package dev.toolgram.host.telegram.codec;

import dev.toolgram.api.telegram.ChatReference;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serializes records to TDLib's objects. Does not use Jackson's databind, because every nested record needs its
 * {@code @type}, which would need an annotation on each. Thread-safe.
 */
public final class RecordWriter {

    private static final JsonMapper json = JsonMapper.builder().build();
    private static final SnakeCase snakeCase = new SnakeCase();
    private static final Pattern PREFIX = Pattern.compile("^Td(?=[A-Z])");

    /** Jackson's naming rule, which also reads the responses. */
    private static final class SnakeCase extends SnakeCaseStrategy {
        String of(String name) {
            return translate(name);
        }
    }

    private record Field(String name, Method accessor) {}

    private record Shape(String type, List<Field> fields) {}

    /** Contains one plugin's records: a shared cache would keep the plugin's class loader alive. */
    private final Map<Class<?>, Shape> shapes = new ConcurrentHashMap<>();

    /** The TDLib name of a record: {@code getChat} for {@code GetChat}, {@code message} for {@code TdMessage}. */
    public static String typeName(Class<?> type) {
        String name = PREFIX.matcher(type.getSimpleName()).replaceFirst("");
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** The TDLib name of a record component: {@code chat_id} for {@code chatId}. */
    public static String fieldName(String component) {
        return snakeCase.of(component);
    }

    /** @throws IllegalArgumentException if it contains a value of an unsupported type */
    public TdRequest write(Record function) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(text)) {
            write(function, out);
        }
        return new TdRequest(typeName(function.getClass()), text.toByteArray());
    }

    private void write(Record object, JsonGenerator out) {
        Shape shape = shapes.computeIfAbsent(object.getClass(), RecordWriter::shape);
        out.writeStartObject();
        out.writeStringProperty("@type", shape.type());
        for (Field field : shape.fields()) {
            Object value = valueOf(field, object);
            if (value != null) {
                out.writeName(field.name());
                write(value, object.getClass(), field.name(), out);
            }
        }
        out.writeEndObject();
    }

    private void write(@Nullable Object value, Class<?> owner, String field, JsonGenerator out) {
        switch (value) {
            case ChatReference _ ->
                throw new IllegalArgumentException(owner.getSimpleName() + "." + field
                        + " is a ChatReference: TDLib takes the chat id that TelegramClient.resolve finds for it");
            case Record object -> write(object, out);
            case String text -> out.writeString(text);
            case Boolean flag -> out.writeBoolean(flag);
            // TDLib reads an int64 from a number or a string without loss.
            case Long number -> out.writeNumber(number.longValue());
            case Integer number -> out.writeNumber(number.intValue());
            case Double number -> out.writeNumber(number.doubleValue());
            case byte[] bytes -> out.writeBinary(bytes);
            case Collection<?> values -> {
                out.writeStartArray();
                for (Object element : values) {
                    write(element, owner, field, out);
                }
                out.writeEndArray();
            }
            case JsonNode node -> out.writeTree(node);
            case null, default ->
                throw new IllegalArgumentException(owner.getSimpleName() + "." + field + " is a "
                        + (value == null ? "null" : value.getClass().getSimpleName())
                        + ": TDLib takes records, text, int, long, double, boolean, byte[], JsonNode and lists"
                        + " of these");
        }
    }

    private static @Nullable Object valueOf(Field field, Record object) {
        try {
            return field.accessor().invoke(object);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(field.accessor() + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(field.accessor() + " cannot be called", e);
        }
    }

    private static Shape shape(Class<?> type) {
        List<Field> fields = Arrays.stream(type.getRecordComponents())
                .map(RecordWriter::field)
                .toList();
        return new Shape(typeName(type), fields);
    }

    private static Field field(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true); // plugins' records are usually not public
        return new Field(fieldName(component.getName()), accessor);
    }
}
