package dev.toolgram.host.policy;

import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolMenu;
import dev.toolgram.host.tool.ToolSnapshot;
import java.util.List;
import java.util.Set;

/**
 * {@code TOOLGRAM_TOOLS}: profiles, plugins and names of tools; {@code -} leaves one out. Immutable.
 *
 * @param core whether the core is selected
 * @param rules what else is, and what is left out
 */
public record ToolSelection(boolean core, ToolRules rules) implements ToolMenu {

    private static final String CORE = "core";

    /** The tools of the original, which its agents look for: the contract's fifteen, and nineteen more. */
    static final Set<String> NAMES = Set.of(
            "get_me",
            "get_entity",
            "get_dialogs",
            "get_messages",
            "send_message",
            "edit_message",
            "delete_messages",
            "forward_messages",
            "mark_read",
            "send_file",
            "get_participants",
            "create_group",
            "delete_chat",
            "join_chat",
            "leave_chat",
            "get_message",
            "download_media",
            "set_reaction",
            "remove_reaction",
            "pin_message",
            "unpin_message",
            "get_linked_chat",
            "join_via_invite",
            "bulk_resolve",
            "ban_user",
            "unban_user",
            "kick_user",
            "promote_user",
            "demote_user",
            "create_poll",
            "vote_poll",
            "get_poll_results",
            "throttle_status",
            "account_health");

    /** Reads a list. The core is selected by its name, and where entries only add to it or leave something out. */
    public static ToolSelection of(List<String> entries) {
        boolean onlyChanges = entries.stream().allMatch(entry -> entry.startsWith("+") || entry.startsWith("-"));
        List<String> names = entries.stream()
                .map(entry -> entry.startsWith("+") ? entry.substring(1) : entry)
                .toList();
        return new ToolSelection(
                onlyChanges || names.contains(CORE),
                ToolRules.of(names.stream().filter(name -> !name.equals(CORE)).toList()));
    }

    /** An operator adds a plugin to use its tools, so only this build's own tools can be missing. */
    private boolean isCore(RegisteredTool tool) {
        return !tool.bundled() || NAMES.contains(tool.name());
    }

    @Override
    public boolean lists(RegisteredTool tool) {
        return offers(tool) && ((core && isCore(tool)) || rules.selects(tool));
    }

    @Override
    public boolean offers(RegisteredTool tool) {
        return !rules.denies(tool) && !ToolMenu.isRestOnly(tool);
    }

    /** The entries that name nothing, one sentence for each. */
    public List<String> unknown(ToolSnapshot tools) {
        return rules.unknown(tools, CORE).stream()
                .map(problem -> "TOOLGRAM_TOOLS: " + problem)
                .toList();
    }
}
