package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with an account, or a bot.
 *
 * @param username without {@code @}
 * @param phone without {@code +}
 * @param contact whether the account has it in its contacts
 */
public record User(
        long id,
        String firstName,
        @Nullable String lastName,
        @Nullable String username,
        @Nullable String phone,
        boolean bot,
        boolean contact) {

    /** First and last name. */
    public String name() {
        return lastName == null ? firstName : firstName + " " + lastName;
    }

    /** The same as a contact of the account, which may give a name and a phone number of its own. */
    public User asContact(String first, @Nullable String last, @Nullable String number) {
        return new User(id, first, last, username, number == null ? phone : number, bot, true);
    }

    /** As an object of the type User, seen by the account. */
    public TlObject toTl(long account) {
        boolean self = id == account;
        return TlObject.of("user")
                .with("id", id)
                .with("access_hash", AccessHash.of(id))
                .with("first_name", firstName)
                .with("last_name", lastName)
                .with("username", username)
                .with("phone", self || contact ? phone : null)
                .with("self", self)
                .with("contact", contact)
                .with("mutual_contact", contact)
                .with("bot", bot)
                .with("bot_info_version", bot ? 1 : null)
                .with("status", bot ? null : TlObject.of("userStatusRecently"));
    }
}
