package dev.toolgram.host.json;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what is wrong with a caller's JSON, in words for people: the parser's own speak of its switches and types. */
final class JsonFlaw {

    private static final int MAX_QUOTED = 40;
    private static final Pattern NAMED = Pattern.compile(
            "Unexpected (?:character \\(|close marker )'(?<character>.)'.*"
                    + "|(?:Unrecognized|Non-standard) token '(?<word>[^']*)'.*"
                    + "|Duplicate Object property \"(?<name>.*)\".*",
            Pattern.DOTALL);
    /** By how the parser's own sentence begins. */
    private static final Map<String, String> PLAIN = Map.of(
            "Unexpected end-of-input", "it ends too early",
            "Illegal unquoted character", "a control character in a text must be escaped",
            "Illegal character", "a control character stands between the values",
            "Unexpected character", "a control character stands between the values",
            "Unrecognized character escape", "a backslash is followed by what JSON has no escape for",
            "Broken surrogate pair", "a string holds half a surrogate pair",
            "Unexpected low surrogate", "a string holds half a surrogate pair",
            "Document nesting depth", "it is nested too deeply");

    private JsonFlaw() {}

    /** The flaw and its place. */
    static String of(JacksonException e) {
        String what = what(e);
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? what
                : "%s at line %d, column %d"
                        .formatted(
                                what,
                                e.getLocation().getLineNr(),
                                e.getLocation().getColumnNr());
    }

    private static String what(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof UnexpectedEndOfInputException) {
            return "it ends too early";
        }
        if (e instanceof MismatchedInputException) {
            return "something follows the value";
        }
        if (message.contains("numeric value")) {
            return "a number is malformed";
        }
        Matcher named = NAMED.matcher(message);
        if (named.matches()) {
            return named(named);
        }
        return PLAIN.entrySet().stream()
                .filter(entry -> message.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(e instanceof StreamConstraintsException ? "a part of it is too long" : "it is malformed");
    }

    private static String named(Matcher named) {
        if (named.group("character") != null) {
            return "unexpected character '%s'".formatted(named.group("character"));
        }
        return named.group("word") != null
                ? "'%s' is no JSON value".formatted(shortened(named.group("word")))
                : "an object has the name '%s' twice".formatted(shortened(named.group("name")));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...";
    }
}
