package dev.toolgram.host.config;

import dev.toolgram.api.telegram.ChatReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The types that are one JSON value other than text. */
interface ScalarType {

    /** The types by their Java class. */
    Map<Class<?>, ValueType> TYPES = Map.ofEntries(
            Map.entry(boolean.class, new Bool()),
            Map.entry(Boolean.class, new Bool()),
            Map.entry(byte.class, new Whole(Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue)),
            Map.entry(Byte.class, new Whole(Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue)),
            Map.entry(short.class, new Whole(Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue)),
            Map.entry(Short.class, new Whole(Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue)),
            Map.entry(int.class, new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue)),
            Map.entry(Integer.class, new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue)),
            Map.entry(long.class, new Whole(Long.MIN_VALUE, Long.MAX_VALUE, number -> number)),
            Map.entry(Long.class, new Whole(Long.MIN_VALUE, Long.MAX_VALUE, number -> number)),
            Map.entry(BigInteger.class, new BigWhole()),
            Map.entry(double.class, new Fraction(ScalarType::finiteDouble)),
            Map.entry(Double.class, new Fraction(ScalarType::finiteDouble)),
            Map.entry(float.class, new Fraction(ScalarType::finiteFloat)),
            Map.entry(Float.class, new Fraction(ScalarType::finiteFloat)),
            Map.entry(BigDecimal.class, new Fraction(number -> number)),
            Map.entry(ChatReference.class, new Chat()),
            Map.entry(Object.class, new Anything(true, false)),
            Map.entry(JsonNode.class, new Anything(false, false)));

    private static @Nullable Object finiteDouble(BigDecimal number) {
        double value = number.doubleValue();
        return Double.isFinite(value) ? value : null;
    }

    private static @Nullable Object finiteFloat(BigDecimal number) {
        float value = number.floatValue();
        return Float.isFinite(value) ? value : null;
    }

    /** The integer that a JSON number is, {@code 3.0} included; {@code null} for every other value. */
    private static @Nullable BigInteger integer(JsonNode json) {
        if (json.isIntegralNumber()) {
            return json.bigIntegerValue();
        }
        if (!json.isFloatingPointNumber()) {
            return null;
        }
        BigDecimal number = json.decimalValue().stripTrailingZeros();
        // 1e999999999 is an integer too, and would be written out.
        return number.scale() > 0 || number.scale() < -1000 ? null : number.toBigInteger();
    }

    /** {@code true} or {@code false}. */
    record Bool() implements ValueType {
        @Override
        public @Nullable Object read(JsonNode json, Binding binding) {
            if (json.isBoolean()) {
                return json.booleanValue();
            }
            binding.report("Must be " + words(), "bool_type");
            return null;
        }

        @Override
        public void describe(ObjectNode schema, SchemaScope scope) {
            schema.put("type", "boolean");
        }

        @Override
        public String words() {
            return "true or false";
        }

        @Override
        public JsonNode fromText(String text) {
            return TextValues.json("boolean", text);
        }
    }

    /** An integer that fits a primitive type. */
    record Whole(long min, long max, Function<Long, Object> box) implements ValueType {
        @Override
        public @Nullable Object read(JsonNode json, Binding binding) {
            if (json.isInt() || json.isLong()) {
                long number = json.longValue();
                if (number >= min && number <= max) {
                    return box.apply(number);
                }
            } else {
                BigInteger number = integer(json);
                if (number == null) {
                    binding.report("Must be " + words(), "int_type");
                    return null;
                }
                if (number.bitLength() < Long.SIZE && number.longValue() >= min && number.longValue() <= max) {
                    return box.apply(number.longValue());
                }
            }
            binding.report("Is out of range", "number_out_of_range");
            return null;
        }

        @Override
        public void describe(ObjectNode schema, SchemaScope scope) {
            schema.put("type", "integer");
            if (scope.input() && max < Long.MAX_VALUE) {
                schema.put("minimum", min).put("maximum", max);
            }
        }

        @Override
        public String words() {
            return "an integer";
        }

        @Override
        public JsonNode fromText(String text) {
            return TextValues.json("integer", text);
        }
    }

    /** An integer of any size. */
    record BigWhole() implements ValueType {
        @Override
        public @Nullable Object read(JsonNode json, Binding binding) {
            BigInteger number = integer(json);
            if (number == null) {
                binding.report("Must be " + words(), "int_type");
            }
            return number;
        }

        @Override
        public void describe(ObjectNode schema, SchemaScope scope) {
            schema.put("type", "integer");
        }

        @Override
        public String words() {
            return "an integer";
        }

        @Override
        public JsonNode fromText(String text) {
            return TextValues.json("integer", text);
        }
    }

    /** A number that may have a fraction; {@code convert} returns {@code null} for one that is out of range. */
    record Fraction(Function<BigDecimal, @Nullable Object> convert) implements ValueType {
        @Override
        public @Nullable Object read(JsonNode json, Binding binding) {
            if (!json.isNumber()) {
                binding.report("Must be " + words(), "float_type");
                return null;
            }
            Object number = convert.apply(json.decimalValue());
            if (number == null) {
                binding.report("Is out of range", "number_out_of_range");
            }
            return number;
        }

        @Override
        public void describe(ObjectNode schema, SchemaScope scope) {
            schema.put("type", "number");
        }

        @Override
        public String words() {
            return "a number";
        }

        @Override
        public JsonNode fromText(String text) {
            return TextValues.json("number", text);
        }
    }

    /** A chat: a string in the schema, which every model can write; its id as a number is taken, too. */
    record Chat() implements ValueType {
        @Override
        public @Nullable Object read(JsonNode json, Binding binding) {
            if (json.isString()) {
                return new ChatReference(json.stringValue());
            }
            BigInteger id = integer(json);
            if (id == null) {
                binding.report("Must be a string or an integer", "chat_type");
                return null;
            }
            return new ChatReference(id.toString());
        }

        @Override
        public void describe(ObjectNode schema, SchemaScope scope) {
            schema.put("type", "string");
        }

        @Override
        public String words() {
            return "a chat";
        }
    }

    /**
     * Any JSON value.
     *
     * @param plain whether it is read as maps, lists and boxed values, and not as Jackson's tree
     * @param object whether the schema says that it is an object
     */
    record Anything(boolean plain, boolean object) implements ValueType {
        @Override
        public @Nullable Object read(JsonNode json, Binding binding) {
            return plain ? JsonMapper.shared().treeToValue(json, Object.class) : json;
        }

        @Override
        public void describe(ObjectNode schema, SchemaScope scope) {
            if (object) {
                schema.put("type", "object");
            }
        }

        @Override
        public String words() {
            return "a JSON value";
        }

        @Override
        public JsonNode fromText(String text) {
            return CompositeType.json(text, JsonNodeFactory.instance.stringNode(text));
        }
    }
}
