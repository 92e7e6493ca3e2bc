package dev.toolgram.host.config;

import org.jspecify.annotations.Nullable;

/**
 * A setting of a plugin, as an operator reads of it. Its value is not here.
 *
 * @param variable the variable to set
 * @param type what it must be: "a whole number"
 * @param defaultValue what it is when nothing is set; {@code null} for nothing
 * @param required whether the plugin is refused without it
 * @param description the plugin's sentence; may be empty
 */
public record Setting(
        String variable, String type, @Nullable String defaultValue, boolean required, String description) {}
