package dev.toolgram.plugins.files;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TelegramClient;
import org.jspecify.annotations.Nullable;

/** The descriptions of the fields that the sending tools share. */
final class Fields {

    static final String CHAT =
            "The chat: @username, a t.me link, +phone, me (Saved Messages), or an id from get_dialogs;"
                    + " preferably the ref of an earlier result. A link to a message replies to it.";
    static final String PARSE_MODE = "The markup language of the caption: md or markdown (**bold**, __italic__,"
            + " [text](url)), html, or null for plain text.";
    static final String SILENT = "Deliver without a notification sound.";
    static final String REPLY_TO = "The id of a message in the same chat to reply to.";
    static final String QUOTE = "A part of the message that is replied to, word for word, to show with the reply.";
    static final String TOPIC = "The topic of a forum to send to; list_topics has the ids.";
    static final String SCHEDULE = "When to send it, in UTC, at most a year ahead; null for now.";

    private Fields() {}

    /** The caption; {@code null} if nothing of it would be visible. */
    static @Nullable FormattedText caption(TelegramClient telegram, @Nullable String text, @Nullable ParseMode mode) {
        FormattedText caption = text == null ? null : telegram.format(text, mode);
        return caption == null || caption.text().isBlank() ? null : caption;
    }
}
