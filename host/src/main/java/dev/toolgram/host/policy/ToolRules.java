package dev.toolgram.host.policy;

import dev.toolgram.host.config.EditDistance;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tools of a key. Deny wins.
 *
 * @param allowed profiles, plugin ids and names of tools
 * @param denied the same
 */
record ToolRules(List<String> allowed, List<String> denied) {

    static final ToolRules EVERYTHING = new ToolRules(List.of(Profile.ALL.toString()), List.of());

    static ToolRules of(List<String> entries) {
        return new ToolRules(
                entries.stream().filter(entry -> !entry.startsWith("-")).toList(),
                entries.stream()
                        .filter(entry -> entry.startsWith("-"))
                        .map(entry -> entry.substring(1))
                        .toList());
    }

    boolean allows(RegisteredTool tool) {
        return allowed.stream().anyMatch(entry -> matches(entry, tool))
                && denied.stream().noneMatch(entry -> matches(entry, tool));
    }

    private static boolean matches(String entry, RegisteredTool tool) {
        return tool.name().equals(entry)
                || tool.pluginId().equals(entry)
                || Profile.named(entry).filter(profile -> profile.allows(tool)).isPresent();
    }

    /** The entries that name nothing, one sentence for each. */
    List<String> unknown(ToolSnapshot tools) {
        List<String> names = new ArrayList<>(Profile.names());
        tools.tools().forEach(tool -> {
            names.add(tool.name());
            names.add(tool.pluginId());
        });
        return Stream.concat(allowed.stream(), denied.stream())
                .filter(entry -> !names.contains(entry))
                .map(entry -> "unknown profile, plugin or tool '%s'%s"
                        .formatted(
                                entry,
                                EditDistance.nearest(entry, names)
                                        .map("; did you mean %s?"::formatted)
                                        .orElse("")))
                .toList();
    }
}
