package dev.toolgram.host.telegram.chat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link, split as TDLib's {@code getInternalLinkType} splits it.
 *
 * @param app whether it is a {@code tg:} link
 * @param path the decoded segments of the path, without empty ones at the end; empty for a link to another site
 * @param query the decoded parameters; of several with one name, the first
 */
record TelegramLink(boolean app, List<String> path, Map<String, String> query) {

    /** The first path segments that are not usernames. */
    static final Set<String> RESERVED = Set.of(
            "addemoji",
            "addlist",
            "addstickers",
            "addstyle",
            "addtheme",
            "auction",
            "auth",
            "bg",
            "boost",
            "c",
            "call",
            "confirmphone",
            "contact",
            "giftcode",
            "i",
            "invoice",
            "iv",
            "joinchat",
            "login",
            "m",
            "msg",
            "newbot",
            "nft",
            "proxy",
            "setlanguage",
            "share",
            "socks");

    private static final Pattern APP = Pattern.compile("(?is)tg:(?://)?([^?#]*)(?:\\?([^#]*))?(?:#.*)?");
    private static final Pattern WEB =
            Pattern.compile("(?is)(https?://)?([^/?#\\s]+?)(?::0*(?:80|443))?(?:/([^?#]*))?(?:\\?([^#]*))?(?:#.*)?");
    private static final Pattern HOST = Pattern.compile("(?:www\\.)?(?:t\\.me|telegram\\.me|telegram\\.dog)");
    private static final Pattern NAMED_HOST = Pattern.compile("([^.]{4,})\\.t\\.me");

    /** Splits a link; empty if the text is not one. */
    static Optional<TelegramLink> parse(String text) {
        Matcher app = APP.matcher(text);
        if (app.matches()) {
            return Optional.of(new TelegramLink(true, path(app.group(1)), query(app.group(2))));
        }
        Matcher web = WEB.matcher(text);
        if (!web.matches()) {
            return Optional.empty();
        }
        String host = decode(web.group(2)).toLowerCase(Locale.ROOT);
        List<String> path = path(web.group(3));
        Map<String, String> query = query(web.group(4));
        Matcher named = NAMED_HOST.matcher(host);
        if (HOST.matcher(host).matches()) {
            // Previews in the browser: t.me/s/name.
            while (!path.isEmpty() && path.getFirst().equals("s")) {
                path.removeFirst();
            }
            return Optional.of(new TelegramLink(false, path, query));
        }
        if (named.matches() && !RESERVED.contains(named.group(1))) {
            path.addFirst(named.group(1));
            return Optional.of(new TelegramLink(false, path, query));
        }
        boolean otherSite = named.matches() || web.group(1) != null;
        return otherSite ? Optional.of(new TelegramLink(false, List.of(), Map.of())) : Optional.empty();
    }

    /** A segment of the path, or "". */
    String segment(int index) {
        return index < path.size() ? path.get(index) : "";
    }

    /** A parameter, or "". */
    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    private static List<String> path(@Nullable String text) {
        List<String> path = new ArrayList<>();
        if (text != null) {
            Arrays.stream(text.split("/")).map(TelegramLink::decode).forEach(path::add);
        }
        while (!path.isEmpty() && path.getLast().isEmpty()) {
            path.removeLast();
        }
        return path;
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.replace('+', ' ').split("&")) {
            String[] parts = pair.split("=", 2);
            query.putIfAbsent(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
        }
        return query;
    }

    /** Decodes percent-encoding; returns malformed text unchanged. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
