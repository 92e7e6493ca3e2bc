package dev.toolgram.host.tool;

import dev.toolgram.api.telegram.Entity;

/**
 * The chat that a call changes, as its caller sees it.
 *
 * @param title the title of a group or channel, the name of a user
 * @param type a user, a basic group, or a supergroup or channel
 * @param ref a chat reference that resolves to it
 * @param isContact whether it is a user in the account's contacts
 * @param firstContact whether it is another user who is not a contact, in a chat without messages
 */
public record Recipient(String title, Entity.Type type, String ref, boolean isContact, boolean firstContact) {}
