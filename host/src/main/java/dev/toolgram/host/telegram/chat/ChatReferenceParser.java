package dev.toolgram.host.telegram.chat;

import dev.toolgram.host.json.Excerpt;
import dev.toolgram.host.telegram.chat.ParsedChatReference.Id;
import dev.toolgram.host.telegram.chat.ParsedChatReference.Invite;
import dev.toolgram.host.telegram.chat.ParsedChatReference.Me;
import dev.toolgram.host.telegram.chat.ParsedChatReference.MessageLink;
import dev.toolgram.host.telegram.chat.ParsedChatReference.Phone;
import dev.toolgram.host.telegram.chat.ParsedChatReference.Title;
import dev.toolgram.host.telegram.chat.ParsedChatReference.Username;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses chat references. Links have the forms that TDLib's {@code getInternalLinkType} knows. */
final class ChatReferenceParser {

    /** The accepted forms, for error messages. */
    static final String ACCEPTED = "@username, +phone, a t.me link, me, or a numeric id";

    private static final Pattern ME = Pattern.compile("(?i)@?(?:me|self)");
    /** An id, also as spreadsheets write it. */
    private static final Pattern NUMBER = Pattern.compile("(-?[0-9]+)(?:\\.0+)?");

    private static final Pattern PHONE = Pattern.compile("\\+[0-9][0-9 ().-]{3,30}");
    private static final Pattern USERNAME = Pattern.compile("@?((?!.{33})[A-Za-z](?:_?[A-Za-z0-9])*)");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,32}");
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]+");

    /** The parameters of links to what is neither a chat nor one of its messages. */
    private static final List<String> PARTS = List.of("story", "collection", "album", "direct");

    private ChatReferenceParser() {}

    /**
     * Parses a chat reference.
     *
     * @throws IllegalArgumentException if it cannot name a chat; the message is for the caller
     */
    static ParsedChatReference parse(String text) {
        if (ME.matcher(text).matches()) {
            return new Me();
        }
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            return number(number.group(1));
        }
        if (PHONE.matcher(text).matches()) {
            return new Phone("+" + text.replaceAll("[^0-9]", ""));
        }
        Optional<TelegramLink> link = TelegramLink.parse(text);
        ParsedChatReference chat = link.isPresent() ? link(link.get()) : username(text);
        if (chat == null && link.isPresent()) {
            throw new IllegalArgumentException("Invalid chat reference '" + shortened(text)
                    + "': this link does not name a chat; use " + ACCEPTED);
        }
        return chat == null ? new Title(text) : chat;
    }

    /** A text for an error message. */
    static String shortened(String text) {
        return Excerpt.of(text, 100, "…");
    }

    private static @Nullable ParsedChatReference link(TelegramLink link) {
        return link.app() ? appLink(link) : link.path().isEmpty() ? null : webLink(link);
    }

    private static @Nullable ParsedChatReference appLink(TelegramLink link) {
        return switch (String.join("/", link.path()).toLowerCase(Locale.ROOT)) {
            case "resolve" ->
                link.query().containsKey("domain")
                        ? message(username(link.parameter("domain")), link.parameter("post"), link)
                        : phone(link.parameter("phone").strip());
            case "privatepost" -> message(supergroup(link.parameter("channel")), link.parameter("post"), link);
            case "openmessage" ->
                message(
                        link.query().containsKey("user_id")
                                ? user(link.parameter("user_id"))
                                : group(link.parameter("chat_id")),
                        link.parameter("message_id"),
                        link);
            case "user" -> user(link.parameter("id"));
            case "boost" ->
                link.query().containsKey("domain")
                        ? username(link.parameter("domain"))
                        : supergroup(link.parameter("channel"));
            case "join" -> invite(link.parameter("invite"));
            case "settings/saved-messages" -> new Me();
            default -> null;
        };
    }

    private static @Nullable ParsedChatReference webLink(TelegramLink link) {
        String first = link.segment(0);
        String second = link.segment(1);
        if (first.startsWith("+") || first.startsWith(" ")) {
            String code = first.substring(1);
            return DIGITS.matcher(code).matches() ? phone(code) : invite(code);
        }
        String name = first.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "joinchat" -> invite(second);
            case "c" -> message(supergroup(second), post(link, 2), link);
            case "boost" ->
                switch (link.path().size()) {
                    case 1 -> supergroup(link.parameter("c"));
                    case 2 -> username(second);
                    default -> publicLink(link);
                };
            default -> TelegramLink.RESERVED.contains(name) ? null : publicLink(link);
        };
    }

    private static @Nullable ParsedChatReference publicLink(TelegramLink link) {
        ParsedChatReference chat = username(link.segment(0));
        String second = link.segment(1);
        if (second.isEmpty() || Character.isDigit(second.charAt(0))) {
            return message(chat, post(link, 1), link);
        }
        // A story, a collection of gifts or an album; anything else is an app of a bot.
        boolean part = link.path().size() == 3 && List.of("s", "c", "a").contains(second);
        return part ? null : message(chat, "", link);
    }

    /** The message in {@code /name/message} and {@code /name/topic/message}. */
    private static String post(TelegramLink link, int index) {
        String inTopic = link.segment(index + 1);
        return DIGITS.matcher(inTopic).matches() ? inTopic : link.segment(index);
    }

    private static @Nullable ParsedChatReference message(
            @Nullable ParsedChatReference chat, String post, TelegramLink link) {
        String comment = link.parameter("comment");
        List<String> parts = link.app() ? PARTS : List.of("direct");
        if (chat == null || parts.stream().anyMatch(link.query()::containsKey)) {
            return null;
        }
        if (post.isEmpty()) {
            return chat;
        }
        int id = messageId(comment.isEmpty() ? post : comment);
        return id == 0 ? null : new MessageLink(chat, id, !comment.isEmpty());
    }

    /** 0 if it is invalid. */
    private static int messageId(String text) {
        try {
            return DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static @Nullable ParsedChatReference username(String name) {
        Matcher matcher = USERNAME.matcher(name);
        return matcher.matches() ? new Username(matcher.group(1)) : null;
    }

    private static @Nullable ParsedChatReference phone(String digits) {
        return DIGITS.matcher(digits).matches() ? new Phone("+" + digits) : null;
    }

    private static @Nullable ParsedChatReference invite(String hash) {
        boolean valid = HASH.matcher(hash).matches() && !DIGITS.matcher(hash).matches();
        return valid ? new Invite("https://t.me/+" + hash) : null;
    }

    private static @Nullable ParsedChatReference user(String digits) {
        long id = bareId(digits);
        return ChatIds.isUser(id) ? new Id(id, List.of(id)) : null;
    }

    private static @Nullable ParsedChatReference supergroup(String digits) {
        long chatId = ChatIds.ofSupergroup(bareId(digits));
        return ChatIds.isSupergroup(chatId) ? new Id(chatId, List.of(chatId)) : null;
    }

    private static @Nullable ParsedChatReference group(String digits) {
        long id = bareId(digits);
        return id == 0 ? null : new Id(id, groups(id).toList());
    }

    /** 0 if it is invalid. */
    private static long bareId(String digits) {
        try {
            return DIGITS.matcher(digits).matches() ? Long.parseLong(digits) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static ParsedChatReference number(String text) {
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Invalid chat id " + shortened(text) + ": too large", e);
        }
        if (number > 0) {
            Stream<Long> users = Stream.of(number).filter(ChatIds::isUser);
            return new Id(number, Stream.concat(users, groups(number)).toList());
        }
        if (!ChatIds.isBasicGroup(number) && !ChatIds.isSupergroup(number)) {
            throw new IllegalArgumentException("Invalid chat id " + text
                    + ": use a positive id, -<id> for a basic group" + " or -100<id> for a supergroup or channel");
        }
        return new Id(number, List.of(number));
    }

    /** The groups that a bare id can mean. */
    private static Stream<Long> groups(long id) {
        return Stream.concat(
                Stream.of(ChatIds.ofSupergroup(id)).filter(ChatIds::isSupergroup),
                Stream.of(ChatIds.ofBasicGroup(id)).filter(ChatIds::isBasicGroup));
    }
}
