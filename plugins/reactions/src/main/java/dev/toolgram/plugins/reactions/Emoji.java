package dev.toolgram.plugins.reactions;

import dev.toolgram.tdlib.ReactionType;
import dev.toolgram.tdlib.ReactionTypeCustomEmoji;
import dev.toolgram.tdlib.ReactionTypeEmoji;
import dev.toolgram.tdlib.ReactionTypePaid;
import org.jspecify.annotations.Nullable;

/** Reactions as text. */
final class Emoji {

    static final String DESCRIPTION = "The emoji; custom:ID for a custom emoji, paid for a paid reaction.";

    /** Selects the colored form of a character. Keyboards add it, and Telegram's reactions leave it out. */
    private static final String VARIATION_SELECTOR = "\uFE0F";

    private Emoji() {}

    static String of(@Nullable ReactionType type) {
        return switch (type) {
            case ReactionTypeEmoji(String emoji) -> emoji;
            case ReactionTypeCustomEmoji(long id) -> "custom:" + id;
            case ReactionTypePaid _ -> "paid";
            case null -> "unknown";
        };
    }

    /** Whether both are the same, in whatever form. */
    static boolean equal(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String emoji) {
        return emoji.strip().replace(VARIATION_SELECTOR, "");
    }
}
