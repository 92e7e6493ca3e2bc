package dev.toolgram.host.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Looks settings up by name, under the prefix or its alias, and collects what is wrong with them. */
final class Environment {

    private static final String PREFIX = "TOOLGRAM_";
    /** The prefix of the system that Toolgram re-implements: its operators keep their files. */
    private static final String ALIAS = "TELETHON_";

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> aliases = new LinkedHashSet<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    List<String> problems() {
        return problems;
    }

    /** The alias names that were used. */
    List<String> aliases() {
        return List.copyOf(aliases);
    }

    Optional<String> text(String name) {
        String value = variables.getOrDefault(PREFIX + name, "").strip();
        if (value.isEmpty()) {
            value = variables.getOrDefault(ALIAS + name, "").strip();
            if (!value.isEmpty()) {
                aliases.add(ALIAS + name);
            }
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** A value read by {@code parser}, which says by an {@link IllegalArgumentException} what would be right. */
    <T> Optional<T> value(String name, Function<String, T> parser) {
        return text(name).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (IllegalArgumentException e) {
                problem(name, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    int integer(String name, int defaultValue, int min, int max) {
        return value(name, text -> parseInteger(text, min, max)).orElse(defaultValue);
    }

    boolean flag(String name) {
        return value(name, text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "1", "yes" -> true;
                    case "false", "0", "no" -> false;
                    default -> throw new IllegalArgumentException("must be true or false");
                })
                .orElse(false);
    }

    Optional<Path> path(String name) {
        return value(name, text -> {
            try {
                return Path.of(text).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("must be a path", e);
            }
        });
    }

    /** Told under the name that the operator has used. */
    void problem(String name, String message) {
        problems.add((aliases.contains(ALIAS + name) ? ALIAS : PREFIX) + name + " " + message);
    }

    static int parseInteger(String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw new IllegalArgumentException("must be a whole number from %d to %d".formatted(min, max));
    }
}
