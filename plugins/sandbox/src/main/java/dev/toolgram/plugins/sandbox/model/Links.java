package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The links in a text, which the server marks itself. */
public final class Links {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)]");

    private Links() {}

    /** The first link; {@code null} without one. */
    public static @Nullable String first(String text) {
        return LINK.matcher(text)
                .results()
                .findFirst()
                .map(link -> link.group())
                .orElse(null);
    }

    /** An entity for each link. */
    public static List<TlObject> entities(String text) {
        return LINK.matcher(text)
                .results()
                .map(link -> TlObject.of("messageEntityUrl")
                        .with("offset", link.start())
                        .with("length", link.end() - link.start()))
                .toList();
    }
}
