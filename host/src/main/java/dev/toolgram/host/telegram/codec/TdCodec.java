package dev.toolgram.host.telegram.codec;

import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Converts a plugin's records to TDLib's JSON and back, as specified by {@link TdFunction}. One per plugin, with its own
 * mapper and caches, which would otherwise keep the plugin's classes in memory. Thread-safe.
 */
public final class TdCodec {

    private final RecordWriter writer = new RecordWriter();
    private final JsonMapper mapper;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    public TdCodec(Map<Class<?>, TdShape> shapes) {
        SimpleModule module = new SimpleModule("tdlib") {
            @Override
            public void setupModule(SetupContext context) {
                context.addDeserializers(new TdDeserializers(shapes));
            }
        };
        // By default, Jackson ignores unknown fields and reads an int64 from a string.
        mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addModule(module)
                .build();
    }

    /**
     * Serializes a function.
     *
     * @throws IllegalArgumentException if it is not a record, or contains a value of an unsupported type
     */
    public TdRequest write(TdFunction<?> function) {
        reader(function); // fails before anything is sent if the response type is not supported
        if (function instanceof Record object) {
            return writer.write(object);
        }
        throw new IllegalArgumentException(
                function.getClass().getSimpleName() + " must be a record to be a function of TDLib");
    }

    /**
     * Converts the response to a function.
     *
     * @throws IllegalArgumentException if it does not match the declared type
     */
    @SuppressWarnings("unchecked") // the type is R, found in the function's declaration
    public <R> R read(TdFunction<R> function, TdMessage response) {
        return (R) read(function, reader(function), response);
    }

    /**
     * Converts the response to a function to another type than the declared one.
     *
     * @throws IllegalArgumentException if it does not match that type
     */
    public <R> R read(TdFunction<?> function, Class<R> as, TdMessage response) {
        return as.cast(read(function, reader(as), response));
    }

    private static Object read(TdFunction<?> function, ObjectReader reader, TdMessage response) {
        Object value = read(reader, response);
        if (value == null) {
            throw new IllegalArgumentException("TDLib answered " + response.type() + " to "
                    + function.getClass().getSimpleName() + ", which "
                    + reader.getValueType().getRawClass().getSimpleName() + " does not provide for");
        }
        return value;
    }

    /**
     * Converts an object, such as an update.
     *
     * @throws IllegalArgumentException if it does not match the record
     */
    public <U extends Record> U read(Class<U> type, TdMessage object) {
        return Objects.requireNonNull(type.cast(read(reader(type), object)));
    }

    private static @Nullable Object read(ObjectReader reader, TdMessage object) {
        try {
            return object.read(reader);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "TDLib's " + object.type() + " does not fit "
                            + reader.getValueType().getRawClass().getSimpleName(),
                    e);
        }
    }

    /** Functions, and the types of responses and updates, are different classes, so they share one map. */
    private ObjectReader reader(Class<?> type) {
        return readers.computeIfAbsent(type, mapper::readerFor);
    }

    private ObjectReader reader(TdFunction<?> function) {
        return readers.computeIfAbsent(function.getClass(), type -> mapper.readerFor(declaredAnswer(type)));
    }

    private JavaType declaredAnswer(Class<?> function) {
        JavaType[] parameters = mapper.constructType(function).findTypeParameters(TdFunction.class);
        Class<?> raw = parameters.length == 0 ? Object.class : parameters[0].getRawClass();
        if (raw.isRecord() || (raw.isInterface() && raw.isSealed()) || JsonNode.class.isAssignableFrom(raw)) {
            return parameters[0];
        }
        throw new IllegalArgumentException(function.getSimpleName() + " answers " + raw.getSimpleName()
                + ", which is neither a record, nor a sealed interface, nor JsonNode");
    }
}
