package dev.toolgram.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A link in a mixed result (MCP {@code resource_link}).
 *
 * @param uri an absolute URI that the caller can open
 * @param name a short name of its target
 * @param mediaType the media type of its target; {@code null} when unknown
 * @param description a sentence for a model; {@code null} for none
 */
public record LinkContent(
        URI uri,
        String name,
        @Nullable String mediaType,
        @Nullable String description) implements Content {

    /**
     * Validates the link.
     *
     * @throws IllegalArgumentException if the URI is not absolute or the name is blank
     */
    public LinkContent {
        if (!uri.isAbsolute() || name.isBlank()) {
            throw new IllegalArgumentException("A link needs an absolute URI and a name");
        }
    }

    /** A link whose target's media type is unknown. */
    public LinkContent(URI uri, String name) {
        this(uri, name, null, null);
    }
}
