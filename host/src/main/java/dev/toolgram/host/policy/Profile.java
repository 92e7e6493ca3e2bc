package dev.toolgram.host.policy;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolMenu;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A set of tools, computed from their effects, costs and plugins, so that the tools of a new plugin fall into it. Each
 * includes the ones before it.
 */
public enum Profile {
    /** Tools that change nothing. */
    READER,
    /** Also those that send, and everything of the plugin {@code messages}: edit, delete, mark as read. */
    INBOX,
    /** Also those that administer; nothing that joins, creates, leaves or deletes a chat, and no webhooks. */
    MODERATOR,
    /** Every tool. */
    ALL;

    /** The profile of this name in a key file. */
    public static Optional<Profile> named(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.toString().equals(name))
                .findFirst();
    }

    /** The names of all profiles. */
    static List<String> names() {
        return Arrays.stream(values()).map(Profile::toString).toList();
    }

    /** Whether the tool belongs to this profile. */
    public boolean allows(RegisteredTool tool) {
        return lowest(tool).compareTo(this) <= 0;
    }

    private static Profile lowest(RegisteredTool tool) {
        Effect.Kind effect = tool.definition().effect().kind();
        Cost cost = tool.definition().cost();
        if (effect == Effect.Kind.READ) {
            return READER;
        }
        if (tool.pluginId().equals("messages") || (effect == Effect.Kind.WRITE && cost == Cost.SEND)) {
            return INBOX;
        }
        boolean needsAll = ToolMenu.isRestOnly(tool)
                || cost == Cost.JOIN
                || cost == Cost.CREATE
                || (tool.pluginId().equals("chats") && effect == Effect.Kind.DESTRUCTIVE);
        return needsAll ? ALL : MODERATOR;
    }

    /** The name in a key file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
