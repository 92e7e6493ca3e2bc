package dev.toolgram.tdlib.generator;

import dev.toolgram.tdlib.generator.Schema.Definition;
import java.util.stream.Collectors;

/** Writes the schema as the host reads it: one type or function a line. */
final class SchemaText {

    private SchemaText() {}

    /**
     * The lines {@code getChat(chat_id:int)=chat} of functions and {@code messageSenderUser(user_id:int):MessageSender}
     * of types; a type that is the only one of its class ends with the parenthesis.
     */
    static String of(Schema schema) {
        StringBuilder text = new StringBuilder("TDLib " + schema.version() + "\n");
        for (Definition type : schema.types().values()) {
            String parent = schema.classOf(type.name());
            text.append(signature(type))
                    .append(parent == null ? "" : ":" + parent)
                    .append('\n');
        }
        for (Definition function : schema.functions().values()) {
            text.append(signature(function))
                    .append('=')
                    .append(schema.results().get(function.name()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String signature(Definition definition) {
        return definition.fields().stream()
                .map(field -> field.name() + ":" + field.type())
                .collect(Collectors.joining(",", definition.name() + "(", ")"));
    }
}
