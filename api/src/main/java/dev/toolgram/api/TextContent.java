package dev.toolgram.api;

import java.util.Objects;

/**
 * A text in a mixed result.
 *
 * @param text for a model to read
 */
public record TextContent(String text) implements Content {

    /** Requires the text. */
    public TextContent {
        Objects.requireNonNull(text, "text");
    }
}
