package dev.toolgram.host.telegram.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether functions of TDLib only read, from {@code function-effects.txt}. */
public final class FunctionEffects {

    private static final String ANY = "*";

    /** Whether the functions of a name, or with a beginning that ends with {@link #ANY}, only read. */
    static final Map<String, Boolean> rules = load();

    private FunctionEffects() {}

    /** Whether a function only reads; an unknown one may write. */
    public static boolean reads(String function) {
        return rule(function).map(rules::get).orElse(false);
    }

    /** The rule for a function: the one with its name, or else with its first word. */
    static Optional<String> rule(String function) {
        return rules.containsKey(function)
                ? Optional.of(function)
                : Optional.of(firstWord(function) + ANY).filter(rules::containsKey);
    }

    private static String firstWord(String function) {
        int end = 0;
        while (end < function.length() && Character.isLowerCase(function.charAt(end))) {
            end++;
        }
        return function.substring(0, end);
    }

    private static Map<String, Boolean> load() {
        Map<String, Boolean> rules = new HashMap<>();
        try (InputStream in =
                Objects.requireNonNull(FunctionEffects.class.getResourceAsStream("function-effects.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(words -> rules.put(words[1], words[0].equals("read")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }
}
