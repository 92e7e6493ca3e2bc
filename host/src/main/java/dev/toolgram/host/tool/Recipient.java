package dev.toolgram.host.tool;

import dev.toolgram.api.telegram.Entity;
import dev.toolgram.host.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chat that a call changes, as its caller sees it.
 *
 * @param chatId TDLib's id
 * @param title the title of a group or channel, the name of a user
 * @param type a user, a basic group, or a supergroup or channel
 * @param ref a chat reference that resolves to it
 * @param isContact whether it is a user in the account's contacts
 * @param firstContact whether it is another user who is not a contact, in a chat without messages
 */
public record Recipient(
        long chatId, String title, Entity.Type type, String ref, boolean isContact, boolean firstContact) {

    /** As answers contain it. */
    public ObjectNode json() {
        return StrictJson.object()
                .put("title", title)
                .put(
                        "type",
                        switch (type) {
                            case USER -> "User";
                            case CHANNEL -> "Channel";
                            case CHAT -> "Chat";
                        })
                .put("ref", ref)
                .put("is_contact", isContact)
                .put("first_contact", firstContact);
    }
}
