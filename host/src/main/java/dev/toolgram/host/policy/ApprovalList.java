package dev.toolgram.host.policy;

import dev.toolgram.api.Effect;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The calls that need an approval.
 *
 * @param effects those with one of these effects
 * @param tools those of these tools
 * @param firstContact those that write to somebody with whom there is no history
 */
public record ApprovalList(Set<Effect.Kind> effects, Set<String> tools, boolean firstContact) {

    /** No call. */
    public static final ApprovalList NONE = new ApprovalList(Set.of(), Set.of(), false);

    /** Reads names of effects ({@code write} includes {@code destructive}), tools, and {@code first-contact}. */
    public static ApprovalList of(Collection<String> names) {
        EnumSet<Effect.Kind> effects = EnumSet.noneOf(Effect.Kind.class);
        Set<String> tools = new HashSet<>();
        for (String name : names) {
            switch (name) {
                case "read" -> effects.add(Effect.Kind.READ);
                case "write" -> effects.addAll(EnumSet.of(Effect.Kind.WRITE, Effect.Kind.DESTRUCTIVE));
                case "destructive" -> effects.add(Effect.Kind.DESTRUCTIVE);
                case "first-contact" -> {}
                default -> tools.add(name);
            }
        }
        return new ApprovalList(Set.copyOf(effects), Set.copyOf(tools), names.contains("first-contact"));
    }

    /** The calls of both lists. */
    ApprovalList and(ApprovalList other) {
        Set<Effect.Kind> kinds = new HashSet<>(effects);
        kinds.addAll(other.effects);
        Set<String> names = new HashSet<>(tools);
        names.addAll(other.tools);
        return new ApprovalList(kinds, names, firstContact || other.firstContact);
    }

    /** Whether every call of this tool needs one. */
    boolean names(RegisteredTool tool) {
        return effects.contains(tool.definition().effect().kind()) || tools.contains(tool.name());
    }
}
