package dev.toolgram.host.tool;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds fields that hold a chat and are not declared as one, by their names: a tool with such a field could be given any chat,
 * past the scopes of a key.
 */
final class RawChatFields {

    private static final Pattern NAME = Pattern.compile(
            "(\\w+_)?(chat|user|peer|channel|supergroup|group|dialog|member|participant|sender|recipient)(s|_ids?)?");

    private static final Set<String> TYPES = Set.of("string", "integer", "number");

    private RawChatFields() {}

    /**
     * The path of the first such field.
     *
     * @param schema of the tool's input
     */
    static Optional<String> first(ObjectNode schema, List<ChatField> declared) {
        Set<String> chats = declared.stream().map(ChatField::path).collect(Collectors.toUnmodifiableSet());
        return paths(schema, "").filter(path -> !chats.contains(path)).findFirst();
    }

    private static Stream<String> paths(JsonNode schema, String path) {
        String name = path.replaceAll("\\[\\*]|\\.\\*", "");
        boolean isRaw = TYPES.contains(schema.path("type").asString(""))
                && NAME.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
        return Stream.of(
                        isRaw ? Stream.of(path) : Stream.<String>empty(),
                        schema.path("properties")
                                .propertyStream()
                                .flatMap(field -> paths(
                                        field.getValue(),
                                        path.isEmpty() ? field.getKey() : path + "." + field.getKey())),
                        schema.path("anyOf").valueStream().flatMap(one -> paths(one, path)),
                        of(schema.path("items"), path + "[*]"),
                        of(schema.path("additionalProperties"), path + ".*"))
                .flatMap(found -> found);
    }

    private static Stream<String> of(JsonNode schema, String path) {
        return schema.isObject() ? paths(schema, path) : Stream.empty();
    }
}
