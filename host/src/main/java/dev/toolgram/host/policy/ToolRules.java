package dev.toolgram.host.policy;

import dev.toolgram.host.config.EditDistance;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tools of a key. Deny wins.
 *
 * @param allowed which may be called
 * @param denied which may not
 */
record ToolRules(Part allowed, Part denied) {

    static final ToolRules NOTHING = of(List.of());
    static final ToolRules EVERYTHING = of(List.of(Profile.ALL.toString()));

    /**
     * Some tools.
     *
     * @param names profiles, plugin ids and names of tools
     * @param profile the widest of the profiles, which includes the others
     */
    private record Part(Set<String> names, Optional<Profile> profile) {

        static Part of(Stream<String> entries) {
            Set<String> names = entries.collect(Collectors.toUnmodifiableSet());
            return new Part(
                    names,
                    names.stream().flatMap(name -> Profile.named(name).stream()).max(Comparator.naturalOrder()));
        }

        boolean contains(RegisteredTool tool) {
            return names.contains(tool.name())
                    || names.contains(tool.pluginId())
                    || (profile.isPresent() && profile.get().allows(tool));
        }
    }

    /** Reads a list: profiles, plugin ids and names of tools; a leading {@code -} denies. */
    static ToolRules of(List<String> entries) {
        return new ToolRules(
                Part.of(entries.stream().filter(entry -> !entry.startsWith("-"))),
                Part.of(entries.stream().filter(entry -> entry.startsWith("-")).map(entry -> entry.substring(1))));
    }

    boolean allows(RegisteredTool tool) {
        return selects(tool) && !denies(tool);
    }

    /** Whether an entry allows the tool; another one may deny it. */
    boolean selects(RegisteredTool tool) {
        return allowed.contains(tool);
    }

    /** Whether an entry denies the tool. */
    boolean denies(RegisteredTool tool) {
        return denied.contains(tool);
    }

    /**
     * The entries that name nothing, one sentence for each.
     *
     * @param more names that the sentences may recommend
     */
    List<String> unknown(ToolSnapshot tools, String... more) {
        List<String> names = new ArrayList<>(Profile.names());
        names.addAll(List.of(more));
        tools.tools().forEach(tool -> {
            names.add(tool.name());
            names.add(tool.pluginId());
        });
        return Stream.concat(allowed.names().stream(), denied.names().stream())
                .filter(entry -> !names.contains(entry))
                .sorted()
                .map(entry -> "unknown profile, plugin or tool '%s'%s"
                        .formatted(
                                entry,
                                EditDistance.nearest(entry, names)
                                        .map("; did you mean %s?"::formatted)
                                        .orElse("")))
                .toList();
    }
}
