package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.json.StrictJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The URI of a resource: the result of a tool under a name.
 *
 * @param text the URI as the client wrote it
 * @param chat the reference of the chat whose messages it names; {@code null} for the events
 */
record ResourceUri(String text, @Nullable String chat) {

    static final ResourceUri EVENTS = new ResourceUri("telegram://events", null);
    static final String MESSAGES_TEMPLATE = "telegram://chats/{ref}/messages";
    static final String MESSAGES_TOOL = "get_messages";

    private static final Pattern MESSAGES = Pattern.compile("telegram://chats/([^/?#]+)/messages");

    /** {@code null} if it names no resource. */
    static @Nullable ResourceUri of(String text) {
        Matcher messages = MESSAGES.matcher(text);
        if (!messages.matches()) {
            return text.equals(EVENTS.text) ? EVENTS : null;
        }
        try {
            String reference = messages.group(1).replace("+", "%2B"); // a phone number, not a space
            return new ResourceUri(text, URLDecoder.decode(reference, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The tool that returns it. */
    String tool() {
        return chat == null ? "list_events" : MESSAGES_TOOL;
    }

    /** The input of the tool. */
    ObjectNode input() {
        ObjectNode input = StrictJson.object();
        return chat == null ? input.put("newest", true) : input.put("chat", chat);
    }
}
