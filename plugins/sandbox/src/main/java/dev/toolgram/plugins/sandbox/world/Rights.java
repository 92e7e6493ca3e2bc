package dev.toolgram.plugins.sandbox.world;

import dev.toolgram.plugins.sandbox.tl.TlObject;

/** Who may do what, as far as the sandbox distinguishes it: an administrator everything, a member to write. */
public final class Rights {
    private Rights() {}

    /** Everything an administrator can be allowed. */
    public static TlObject ofAdministrator() {
        return TlObject.of(
                "chatAdminRights",
                "change_info",
                true,
                "post_messages",
                true,
                "edit_messages",
                true,
                "delete_messages",
                true,
                "ban_users",
                true,
                "invite_users",
                true,
                "pin_messages",
                true,
                "add_admins",
                true,
                "other",
                true);
    }

    /** Nothing is forbidden; the date is the one that TDLib insists on for default rights. */
    public static TlObject nothingBanned() {
        return TlObject.of("chatBannedRights", "until_date", Integer.MAX_VALUE);
    }
}
