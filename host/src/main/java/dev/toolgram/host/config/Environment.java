package dev.toolgram.host.config;

import dev.toolgram.host.config.schema.TextValues;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks settings up by name, under the prefix or its alias, and collects the problems with them. */
final class Environment {

    private static final String PREFIX = "TOOLGRAM_";
    /** The prefix of the system that Toolgram re-implements: its operators keep their files. */
    private static final String ALIAS = "TELETHON_";

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> aliases = new LinkedHashSet<>();
    private final Set<String> read = new LinkedHashSet<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** @param more problems found elsewhere */
    void throwProblems(List<String> more) throws ConfigException {
        problems.addAll(more);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** The alias names that were used. */
    List<String> aliases() {
        return List.copyOf(aliases);
    }

    /** The variables that nothing has looked up by now. */
    VariableNames unread() {
        return new VariableNames(variables, read);
    }

    /** A value without white space or one pair of quotes around it; blank means absent. */
    Optional<String> text(String name) {
        read.add(name);
        String value = unquoted(PREFIX + name);
        if (value.isEmpty()) {
            value = unquoted(ALIAS + name);
            if (!value.isEmpty()) {
                aliases.add(ALIAS + name);
            }
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private String unquoted(String variable) {
        return TextValues.unquoted(variables.getOrDefault(variable, ""));
    }

    /** A value read by {@code parser}, whose {@link IllegalArgumentException} says what would be right. */
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

    /**
     * A value read by {@code parser}.
     *
     * @param message what would be right, if {@code parser} returns {@code null}
     */
    <T> Optional<T> value(String name, String message, Function<String, @Nullable T> parser) {
        return value(name, text -> {
            T value = parser.apply(text);
            if (value == null) {
                throw new IllegalArgumentException(message);
            }
            return value;
        });
    }

    Optional<String> matching(String name, String pattern, String message) {
        return value(name, message, text -> text.matches(pattern) ? text : null);
    }

    int integer(String name, int defaultValue, int min, int max) {
        String message = "must be an integer from %d to %d".formatted(min, max);
        return value(name, message, text -> {
                    JsonNode node = TextValues.json("integer", text);
                    int value = node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : min - 1;
                    return value >= min && value <= max ? value : null;
                })
                .orElse(defaultValue);
    }

    /** A number of seconds, which may have a fraction. */
    Duration seconds(String name, int defaultValue, Duration min, Duration max) {
        String message = "must be a number of seconds from %s to %d"
                .formatted(min.isZero() ? "0" : min.toMillis() / 1000.0, max.toSeconds());
        return value(name, message, text -> {
                    Duration value = TextValues.seconds(text);
                    return value != null && value.compareTo(min) >= 0 && value.compareTo(max) <= 0 ? value : null;
                })
                .orElse(Duration.ofSeconds(defaultValue));
    }

    boolean flag(String name) {
        return flag(name, false);
    }

    boolean flag(String name, boolean defaultValue) {
        return value(name, "must be true or false", text -> {
                    JsonNode value = TextValues.json("boolean", text);
                    return value.isBoolean() ? value.booleanValue() : null;
                })
                .orElse(defaultValue);
    }

    Optional<Path> path(String name) {
        return value(name, "must be a path", text -> {
            try {
                return Path.of(text).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                return null;
            }
        });
    }

    /** Reports a problem under the name that the operator has used. */
    void problem(String name, String message) {
        problems.add((aliases.contains(ALIAS + name) ? ALIAS : PREFIX) + name + " " + message);
    }
}
