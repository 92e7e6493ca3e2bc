package dev.toolgram.host.telegram.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.node.ObjectNode;

/** Deserializers for the shared types, and for sealed interfaces by {@code @type}. */
final class TdDeserializers extends Deserializers.Base {

    private final Map<Class<?>, ValueDeserializer<?>> shared = new HashMap<>();

    TdDeserializers(Map<Class<?>, TdShape> shapes) {
        shapes.forEach((type, shape) -> shared.put(type, new TreeDeserializer(shape)));
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

    /** Reads an object, or its fields that are needed, as a tree and converts it. */
    private static final class TreeDeserializer extends ValueDeserializer<Object> {

        private final TdShape shape;
        private final List<String> fields;
        private @Nullable PropertyNameMatcher matcher;
        private @Nullable ValueDeserializer<Object> trees;

        TreeDeserializer(TdShape shape) {
            this.shape = shape;
            this.fields = List.copyOf(shape.fields());
        }

        @Override
        public void resolve(DeserializationContext context) {
            matcher = context.tokenStreamFactory()
                    .constructNameMatcher(fields.stream().map(Named::fromString).toList(), false);
            trees = context.findRootValueDeserializer(context.constructType(JsonNode.class));
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson accepts null, but its signature is not annotated
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            boolean whole = fields.isEmpty() || !parser.isExpectedStartObjectToken();
            return shape.read().apply(whole ? context.readTree(parser) : needed(parser, context));
        }

        private JsonNode needed(JsonParser parser, DeserializationContext context) {
            PropertyNameMatcher names = Objects.requireNonNull(matcher);
            ValueDeserializer<Object> values = Objects.requireNonNull(trees);
            ObjectNode object = context.getNodeFactory().objectNode();
            for (int field = parser.nextNameMatch(names);
                    field != PropertyNameMatcher.MATCH_END_OBJECT;
                    field = parser.nextNameMatch(names)) {
                JsonToken _ = parser.nextToken();
                if (field >= 0) {
                    object.set(fields.get(field), (JsonNode) values.deserialize(parser, context));
                } else {
                    parser.skipChildren();
                }
            }
            return object;
        }
    }

    /** Selects the permitted record by {@code @type}. */
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

        /** TDLib writes the type first, so an object is read without a tree, however large it is. */
        @Override
        @SuppressWarnings("NullAway") // as above
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.isExpectedStartObjectToken() || !"@type".equals(parser.nextName())) {
                throw new StreamReadException(parser, "TDLib's objects start with @type");
            }
            Class<?> subtype = permitted.get(parser.nextStringValue());
            if (subtype != null) {
                parser.nextToken();
                return context.findRootValueDeserializer(context.constructType(subtype))
                        .deserialize(parser, context);
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                parser.skipChildren();
            }
            return null;
        }
    }
}
