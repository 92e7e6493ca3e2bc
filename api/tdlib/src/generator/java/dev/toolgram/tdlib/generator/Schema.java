package dev.toolgram.tdlib.generator;

import java.util.List;
import java.util.Map;

/**
 * TDLib's schema.
 *
 * @param version the version of TDLib
 * @param types the types by name: {@code messageSenderUser}
 * @param classes the types of each class with several of them: {@code MessageSender}
 * @param descriptions the descriptions of the classes
 * @param functions the functions by name: {@code getChat}
 * @param results the type or class that each function returns
 */
record Schema(
        String version,
        Map<String, Definition> types,
        Map<String, List<String>> classes,
        Map<String, String> descriptions,
        Map<String, Definition> functions,
        Map<String, String> results) {

    /**
     * A type or a function.
     *
     * @param doc its description
     */
    record Definition(String name, String doc, List<Field> fields) {}

    /**
     * A field.
     *
     * @param type {@code int}, {@code int64}, {@code double}, {@code string}, {@code bytes}, {@code bool}, the name of a
     *     type or class; in brackets for each dimension of a list, where a question mark follows an element that may be
     *     missing
     * @param nullable whether an object may be missing
     */
    record Field(String name, String type, boolean nullable, String doc) {}

    /** The class of a type, or {@code null} if the type is the only one of its class. */
    String classOf(String type) {
        return classes.entrySet().stream()
                .filter(each -> each.getValue().contains(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
