package dev.toolgram.host.tool;

import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A place in a tool's input that holds chats.
 *
 * @param path the JSON names on the way to it: {@code to_chat}, {@code targets[*].chat}
 * @param access what the tool does with them
 * @param each whether each chat is refused by itself when the tool resolves it
 * @param values the values there in an input, {@code null} among them
 */
public record ChatField(String path, ChatAccess.Mode access, boolean each, Function<Object, Stream<?>> values) {

    /** The chats there, in order; none if the caller gave none. */
    public Stream<ChatReference> in(Record input) {
        return values.apply(input).filter(Objects::nonNull).map(ChatReference.class::cast);
    }
}
