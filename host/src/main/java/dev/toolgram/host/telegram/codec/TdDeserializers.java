package dev.toolgram.host.telegram.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;

/** Reads what Jackson does not by itself: the shared shapes, and sealed interfaces by {@code @type}. */
final class TdDeserializers extends Deserializers.Base {

    private final Map<Class<?>, ValueDeserializer<?>> shared = new HashMap<>();

    TdDeserializers(Map<Class<?>, Function<JsonNode, @Nullable Object>> shapes) {
        for (Map.Entry<Class<?>, Function<JsonNode, @Nullable Object>> shape : shapes.entrySet()) {
            shared.put(shape.getKey(), new TreeDeserializer(shape.getValue()));
        }
    }

    @Override
    public @Nullable ValueDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
        Class<?> raw = type.getRawClass();
        if (raw.isInterface() && raw.isSealed()) {
            return new SealedDeserializer(raw);
        }
        return shared.get(raw);
    }

    @Override
    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
        return shared.containsKey(type) || (type.isInterface() && type.isSealed());
    }

    /** Reads a whole object and makes something of it. */
    private static final class TreeDeserializer extends ValueDeserializer<Object> {

        private final Function<JsonNode, @Nullable Object> read;

        TreeDeserializer(Function<JsonNode, @Nullable Object> read) {
            this.read = read;
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson takes null for "nothing there", but its signature does not say so
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            return read.apply(context.readTree(parser));
        }
    }

    /** Chooses among the permitted records by {@code @type}. */
    private static final class SealedDeserializer extends ValueDeserializer<Object> {

        private final Map<String, Class<?>> permitted = new HashMap<>();

        SealedDeserializer(Class<?> sealed) {
            permit(sealed);
        }

        private void permit(Class<?> sealed) {
            for (Class<?> subtype : sealed.getPermittedSubclasses()) {
                if (subtype.isSealed()) {
                    permit(subtype);
                } else {
                    permitted.put(RecordWriter.typeName(subtype), subtype);
                }
            }
        }

        @Override
        @SuppressWarnings("NullAway") // as above
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode object = context.readTree(parser);
            Class<?> subtype = permitted.get(Td.type(object));
            return subtype == null ? null : context.readTreeAsValue(object, subtype);
        }
    }
}
