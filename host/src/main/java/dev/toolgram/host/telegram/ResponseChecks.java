package dev.toolgram.host.telegram;

import dev.toolgram.host.telegram.codec.RecordWriter;
import dev.toolgram.host.telegram.schema.RecordCheck;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks the types that a plugin passes at run time, each once. Its functions are checked when it is loaded. Thread-safe.
 */
final class ResponseChecks {

    private record Checked(Class<?> function, Class<?> response) {}

    private final Set<Checked> passed = ConcurrentHashMap.newKeySet();

    /** @throws IllegalArgumentException if the response to a function does not fit */
    void check(Class<?> function, Class<?> response) {
        Checked checked = new Checked(function, response);
        if (!passed.contains(checked)) {
            require(RecordCheck.ofResponse(RecordWriter.typeName(function), response));
            passed.add(checked);
        }
    }

    /** @throws IllegalArgumentException if there is no such update, or it does not fit */
    void check(Class<? extends Record> update) {
        require(RecordCheck.ofUpdate(update));
    }

    private static void require(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
