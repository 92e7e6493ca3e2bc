package dev.toolgram.host.config;

/**
 * What callers may change.
 *
 * @param readOnly whether only the tools that change nothing are available
 */
public record SafetyConfig(boolean readOnly) {

    static SafetyConfig read(Environment environment) {
        return new SafetyConfig(environment.flag("READ_ONLY"));
    }
}
