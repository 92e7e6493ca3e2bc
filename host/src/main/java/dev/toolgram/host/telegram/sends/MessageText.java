package dev.toolgram.host.telegram.sends;

import dev.toolgram.host.telegram.codec.Td;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The part of a message's content that stays the same from the request to the stored message. */
final class MessageText {

    private MessageText() {}

    /** The contents of a request that sends; empty for a forward, whose contents are not in the request. */
    static List<String> ofRequest(JsonNode function) {
        JsonNode album = function.path("input_message_contents");
        if (album.isArray()) {
            return album.valueStream().map(MessageText::of).toList();
        }
        JsonNode content = function.path("input_message_content");
        return content.isObject() ? List.of(of(content)) : List.of();
    }

    /** The content of a td_api {@code message}. */
    static String ofMessage(JsonNode message) {
        return of(message.path("content"));
    }

    /** The kind of a content, such as {@code Text}, and its text or caption without what TDLib may trim or replace. */
    private static String of(JsonNode content) {
        String kind = Td.type(content).replaceFirst("^(inputMessage|message)", "");
        JsonNode text = content.path(kind.equals("Text") ? "text" : "caption").path("text");
        StringBuilder kept = new StringBuilder(kind).append(':');
        text.asString("").codePoints().filter(MessageText::isStable).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isStable(int codePoint) {
        return !Character.isWhitespace(codePoint)
                && !Character.isSpaceChar(codePoint)
                && !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT;
    }
}
