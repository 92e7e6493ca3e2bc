package dev.toolgram.host.telegram.text;

import dev.toolgram.api.telegram.TextEntityType;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeEmailAddress;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeMentionName;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypePhoneNumber;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeTextUrl;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The formatting that a link's address stands for. */
final class Links {

    private static final Pattern USER = Pattern.compile("tg://user/?\\?id=(\\d{1,18})", Pattern.CASE_INSENSITIVE);

    /** A scheme, if any, then a host with a dot, then a port, if any. */
    private static final Pattern WEB = Pattern.compile(
            "(?:https?://)?(?:[^/?#@\\s]*@)?(?:[^/?#@:\\s]+\\.[^/?#@:\\s]+|\\[[0-9a-f:.]+])(?::\\d{1,5})?(?:[/?#].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern APP = Pattern.compile("(?:tg|ton|tonsite):.+", Pattern.CASE_INSENSITIVE);

    private Links() {}

    /**
     * A link's formatting.
     *
     * @param text replaces the link's text: an address that Telegram cannot hide behind one; {@code null} to keep it
     * @param type the formatting; {@code null} for an address that Telegram accepts in no form
     */
    record Link(@Nullable String text, @Nullable TextEntityType type) {}

    /** Interprets an address. TDLib would read {@code mailto:} and {@code tel:} as names of web servers. */
    static Link of(String url) {
        Matcher user = USER.matcher(url);
        if (user.matches()) {
            return new Link(null, new TextEntityTypeMentionName(Long.parseLong(user.group(1))));
        }
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mailto:")) {
            return new Link(address(url.substring("mailto:".length())), new TextEntityTypeEmailAddress());
        }
        if (lower.startsWith("tel:")) {
            return new Link(address(url.substring("tel:".length())), new TextEntityTypePhoneNumber());
        }
        boolean known = WEB.matcher(url).matches() || APP.matcher(url).matches();
        return new Link(null, known ? new TextEntityTypeTextUrl(url) : null);
    }

    private static String address(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }
}
