package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;

/** Sets of permissions that several methods need. */
public final class Rights {
    private Rights() {}

    /** Everything an administrator can be allowed. */
    public static TlObject ofAdministrator() {
        return TlObject.of("chatAdminRights")
                .with("change_info", true)
                .with("post_messages", true)
                .with("edit_messages", true)
                .with("delete_messages", true)
                .with("ban_users", true)
                .with("invite_users", true)
                .with("pin_messages", true)
                .with("add_admins", true)
                .with("manage_call", true)
                .with("manage_ranks", true)
                .with("other", true);
    }

    /** The rights of every administrator of a basic group. */
    public static TlObject ofGroupAdministrator() {
        return TlObject.of("chatAdminRights")
                .with("change_info", true)
                .with("delete_messages", true)
                .with("ban_users", true)
                .with("invite_users", true)
                .with("pin_messages", true)
                .with("manage_call", true)
                .with("other", true);
    }

    /** Nothing is forbidden; the date is the one that TDLib insists on for default rights. */
    public static TlObject nothingBanned() {
        return TlObject.of("chatBannedRights", "until_date", Integer.MAX_VALUE);
    }
}
