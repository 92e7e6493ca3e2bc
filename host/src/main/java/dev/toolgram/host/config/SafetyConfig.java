package dev.toolgram.host.config;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The limits on what callers may change.
 *
 * @param readOnly whether only the tools that change nothing are available
 * @param dryRun whether the other tools only answer what they would do
 * @param approve the calls that need a person's approval: effects, names of tools, {@code first-contact}
 */
public record SafetyConfig(boolean readOnly, boolean dryRun, Set<String> approve) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final String MESSAGE =
            "must be effects (write, destructive), first-contact and names of tools, separated by commas";

    static SafetyConfig read(Environment environment) {
        return new SafetyConfig(
                environment.flag("READ_ONLY"),
                environment.flag("DRY_RUN"),
                environment.value("APPROVE", MESSAGE, SafetyConfig::names).orElse(Set.of()));
    }

    private static @Nullable Set<String> names(String text) {
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return names.stream().allMatch(name -> NAME.matcher(name).matches()) ? Set.copyOf(names) : null;
    }
}
