package dev.toolgram.host.telegram.chat;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parsed chat reference, not yet resolved. */
sealed interface ParsedChatReference {

    /** The forms that {@link #parse} accepts, for error messages. */
    String ACCEPTED = "@username, +phone, a t.me link, me, or a numeric id";

    /** The account's chat with itself. */
    record Me() implements ParsedChatReference {}

    /** A public name, without {@code @}. */
    record Username(String name) implements ParsedChatReference {}

    /** A phone number: {@code +} and digits. */
    record Phone(String number) implements ParsedChatReference {
        @Override
        public String toString() {
            return "Phone[***]";
        }
    }

    /** An invite link in canonical form. */
    record Invite(String link) implements ParsedChatReference {
        @Override
        public String toString() {
            return "Invite[***]";
        }
    }

    /** A positive number: the id of a user, or the unmarked id of a group or channel. */
    record BareId(long id) implements ParsedChatReference {}

    /** A negative number, which is TDLib's chat id. */
    record MarkedId(long chatId) implements ParsedChatReference {}

    Pattern USERNAME = Pattern.compile("@?([A-Za-z][A-Za-z0-9_]{0,31})");
    Pattern PHONE = Pattern.compile("\\+[0-9][0-9 ().-]{3,30}");
    Pattern NUMBER = Pattern.compile("-?[0-9]+");
    Pattern WEB_LINK =
            Pattern.compile("(?i)(?:https?://)?(?:www\\.)?(?:t\\.me|telegram\\.me|telegram\\.dog)/([^?#]*)(?:[?#].*)?");
    Pattern APP_LINK = Pattern.compile("(?i)tg:(?://)?(resolve|join)/?\\?(?:[^#]*&)?(domain|phone|invite)=([^&#]*).*");
    Pattern HASH = Pattern.compile("[A-Za-z0-9_-]+");

    /**
     * Parses a chat reference.
     *
     * @throws IllegalArgumentException if it is invalid; the message is for the caller
     */
    static ParsedChatReference parse(String text) {
        if (text.equalsIgnoreCase("me")) {
            return new Me();
        }
        if (NUMBER.matcher(text).matches()) {
            return number(text);
        }
        if (PHONE.matcher(text).matches()) {
            return phone(text);
        }
        Matcher web = WEB_LINK.matcher(text);
        if (web.matches()) {
            return webLink(web.group(1).split("/", -1), text);
        }
        Matcher app = APP_LINK.matcher(text);
        if (app.matches()) {
            return switch (app.group(2)) {
                case "domain" -> username(app.group(3), text);
                case "phone" -> phone(app.group(3));
                default -> invite(app.group(3), text);
            };
        }
        return username(text, text);
    }

    private static ParsedChatReference webLink(String[] path, String text) {
        String first = path[0];
        String second = path.length > 1 ? path[1] : "";
        return switch (first) {
            case "joinchat" -> invite(second, text);
            case "s" -> username(second, text);
            case "c" -> {
                if (!NUMBER.matcher(second).matches()) {
                    throw unreadable(text);
                }
                yield number(new BigInteger("-1000000000000")
                        .subtract(new BigInteger(second))
                        .toString());
            }
            default -> first.startsWith("+") ? plusLink(first, text) : username(first, text);
        };
    }

    /** Phone and invite links have the same form; only phone numbers consist of digits. */
    private static ParsedChatReference plusLink(String plus, String text) {
        return PHONE.matcher(plus).matches() ? phone(plus) : invite(plus.substring(1), text);
    }

    private static ParsedChatReference invite(String hash, String text) {
        if (!HASH.matcher(hash).matches()) {
            throw unreadable(text);
        }
        return new Invite("https://t.me/+" + hash);
    }

    private static ParsedChatReference username(String name, String text) {
        Matcher matcher = USERNAME.matcher(name);
        if (!matcher.matches()) {
            throw unreadable(text);
        }
        return new Username(matcher.group(1));
    }

    private static ParsedChatReference phone(String text) {
        return new Phone("+" + text.replaceAll("[^0-9]", ""));
    }

    private static ParsedChatReference number(String text) {
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Invalid chat id " + text + ": too large", e);
        }
        if (number > 0) {
            return new BareId(number);
        }
        if (ChatIds.isBasicGroup(number) || ChatIds.isSupergroup(number)) {
            return new MarkedId(number);
        }
        throw new IllegalArgumentException("Invalid chat id " + text + ": use a positive id, -<id> for a basic group"
                + " or -100<id> for a supergroup or channel");
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("Invalid chat reference '" + text + "': use " + ACCEPTED);
    }
}
