package dev.toolgram.host.telegram.schema;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Which Java types hold which of TDLib's. */
final class FieldTypes {

    /** The ids of Telegram's users, chats and messages do not fit an int. */
    private static final Pattern LONG_ID =
            Pattern.compile("(^|.*_)(?<!secret_)(chat|user|message|supergroup|group)_ids?");

    private static final Set<Class<?>> INTEGERS = Set.of(long.class, Long.class, int.class, Integer.class);
    private static final Set<Class<?>> REALS = Set.of(double.class, Double.class);

    /** TDLib's types in words, with the Java type for them. */
    private static final Map<String, String> WORDS = Map.of(
            "int", "an integer: use long",
            "int64", "an integer: use long",
            "double", "a number: use double",
            "string", "text: use String",
            "bool", "true or false: use boolean",
            "bytes", "bytes: use byte[]");

    private FieldTypes() {}

    static boolean isScalar(String type) {
        return WORDS.containsKey(type);
    }

    static boolean isList(String type) {
        return type.startsWith("[");
    }

    static String element(String list) {
        return list.substring(1, list.length() - 1);
    }

    /** TDLib's type in words, with the Java type to use. */
    static String words(String type) {
        return isList(type) ? "a list: use List" : WORDS.getOrDefault(type, "an object: use a record of its fields");
    }

    /** Whether a field can be read into, or written from, a Java type. */
    static boolean fits(String field, String type, Class<?> java, boolean sent) {
        if (JsonNode.class.isAssignableFrom(java) || java == Object.class) {
            return !sent || java != Object.class;
        }
        return switch (type) {
            case "int" ->
                INTEGERS.contains(java)
                                && !(isInt(java) && LONG_ID.matcher(field).matches())
                        || !sent && REALS.contains(java);
            case "int64" -> INTEGERS.contains(java) && !isInt(java) || java == String.class;
            case "double" -> REALS.contains(java) || sent && INTEGERS.contains(java);
            case "string" -> java == String.class;
            case "bool" -> java == boolean.class || java == Boolean.class;
            case "bytes" -> java == byte[].class || java == String.class;
            default -> isList(type) ? isList(java, sent) : java.isRecord() || java.isSealed();
        };
    }

    private static boolean isInt(Class<?> java) {
        return java == int.class || java == Integer.class;
    }

    private static boolean isList(Class<?> java, boolean sent) {
        return Collection.class.isAssignableFrom(java) || !sent && (java.isArray() || java == Iterable.class);
    }
}
