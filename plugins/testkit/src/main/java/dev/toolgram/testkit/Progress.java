package dev.toolgram.testkit;

import org.jspecify.annotations.Nullable;

/**
 * What a tool said of how far it is, as the host passed it on.
 *
 * @param progress what was done
 * @param total what there was to do; {@code null} when the tool did not know
 * @param message for people; {@code null} when there was none
 */
public record Progress(
        double progress, @Nullable Double total, @Nullable String message) {}
