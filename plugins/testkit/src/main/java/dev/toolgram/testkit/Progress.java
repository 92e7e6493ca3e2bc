package dev.toolgram.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A progress report of a tool.
 *
 * @param progress the work done so far
 * @param total the total amount of work; {@code null} when unknown
 * @param message the human-readable message; {@code null} for none
 */
public record Progress(
        double progress, @Nullable Double total, @Nullable String message) {}
