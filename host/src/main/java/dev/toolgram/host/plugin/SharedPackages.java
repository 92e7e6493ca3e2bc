package dev.toolgram.host.plugin;

import java.util.List;

/**
 * The packages that a plugin gets from the host even when it brings them too. A type that crosses the border must be the
 * same class on both sides, so this list is what the API mentions, and no more.
 */
final class SharedPackages {

    private static final List<String> PREFIXES = List.of(
            "dev.toolgram.api.",
            "tools.jackson.",
            "com.fasterxml.jackson.annotation.",
            "jakarta.validation.",
            "org.jspecify.",
            "org.pf4j.",
            "org.slf4j.");

    private SharedPackages() {}

    static boolean contains(String className) {
        return PREFIXES.stream().anyMatch(className::startsWith);
    }
}
