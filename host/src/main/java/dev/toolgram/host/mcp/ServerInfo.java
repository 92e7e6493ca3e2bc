package dev.toolgram.host.mcp;

import dev.toolgram.host.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * What this server says of itself in every dialect.
 *
 * @param version the host's version
 */
record ServerInfo(String version) {

    static final String INSTRUCTIONS = """
            These tools act on the user's own Telegram account: what they send, everybody sees as sent by the user.
            A chat is named by @username, phone number, t.me link, 'me' for Saved Messages, or numeric id; a 'ref' or \
            'chat_ref' from a result always works.
            When an error carries retry_after, wait that many seconds before you try again.""";

    ObjectNode implementation() {
        return StrictJson.object()
                .put("name", "toolgram")
                .put("title", "Toolgram")
                .put("version", version);
    }

    static ObjectNode capabilities() {
        ObjectNode capabilities = StrictJson.object();
        capabilities.putObject("tools").put("listChanged", true);
        return capabilities;
    }
}
