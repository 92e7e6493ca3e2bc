package dev.toolgram.tdlib.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The number types that the declarations leave open, from {@code number-types.txt}. */
final class NumberTypes {

    private final Map<String, Set<String>> fieldsByType = new HashMap<>();
    private final Set<String> unused = new HashSet<>();

    NumberTypes(Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ");
            for (int i = 1; i < words.length && !line.startsWith("#"); i++) {
                fieldsByType.computeIfAbsent(words[0], _ -> new HashSet<>()).add(words[i]);
                unused.add(words[i]);
            }
        }
    }

    /** Whether a field has a type, where the declarations allow it. */
    boolean is(String type, String owner, String field) {
        Set<String> fields = fieldsByType.getOrDefault(type, Set.of());
        String qualified = owner + "." + field;
        String found = fields.contains(field) ? field : fields.contains(qualified) ? qualified : null;
        unused.remove(found);
        return found != null;
    }

    /** Fails if the schema lacks a field. */
    void checkAllUsed() {
        if (!unused.isEmpty()) {
            throw new IllegalStateException("number-types.txt names fields that are not in the schema: " + unused);
        }
    }
}
