package dev.toolgram.host.plugin.live;

import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.Versions;
import dev.toolgram.host.plugin.loading.PluginInstance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDependency;

/** Orders plugins by their dependencies, and finds conflicts of ids and versions. PF4J's resolver names no reasons. */
final class PluginPlan {

    private final Map<String, Choice> byId = new LinkedHashMap<>();
    private final List<Choice> ordered = new ArrayList<>();

    private PluginPlan() {}

    /**
     * A content that is to be loaded, or stays loaded.
     *
     * @param slot its file
     * @param copy the content
     * @param isNew whether another content of the file is loaded until now, or none
     */
    record Choice(Slot slot, PluginCopy copy, boolean isNew) {

        String id() {
            return copy.id();
        }

        /** Whether this file had the plugin of this id before. */
        boolean isKnown() {
            PluginInstance active = slot.active();
            return active != null && active.id().equals(id());
        }
    }

    /** Thrown when a content conflicts with the others; the message is the reason. */
    static final class ConflictException extends Exception {

        private final transient Choice culprit;
        private final boolean lasting;

        ConflictException(Choice culprit, @Nullable String reason, boolean lasting, @Nullable Exception cause) {
            super(reason, cause);
            this.culprit = culprit;
            this.lasting = lasting;
        }

        /** The content to leave out. */
        Choice culprit() {
            return culprit;
        }

        /** Whether no change of other files could make it load. */
        boolean isLasting() {
            return lasting;
        }
    }

    /** The choices, each after those that it depends on, and otherwise in the given order. */
    static List<Choice> order(List<Choice> choices) throws ConflictException {
        PluginPlan plan = new PluginPlan();
        // A plugin that is loaded keeps its id.
        for (Choice choice : Stream.concat(
                        choices.stream().filter(Choice::isKnown),
                        choices.stream().filter(each -> !each.isKnown()))
                .toList()) {
            Choice holder = plan.byId.putIfAbsent(choice.id(), choice);
            if (holder != null) {
                throw conflict(
                        choice,
                        "plugin '%s' is already there in %s: remove one of the two files"
                                .formatted(choice.id(), holder.slot().fileName()));
            }
        }
        for (Choice choice : choices) {
            plan.add(choice, new LinkedHashSet<>());
        }
        return plan.ordered;
    }

    private void add(Choice choice, Set<String> path) throws ConflictException {
        if (!path.add(choice.id())) {
            throw circle(choice, path);
        }
        if (!ordered.contains(choice)) {
            for (PluginDependency dependency : choice.copy().manifest().dependencies()) {
                Choice wanted = find(choice, dependency);
                if (wanted != null) {
                    add(wanted, path);
                }
            }
            ordered.add(choice);
        }
        path.remove(choice.id());
    }

    /** Blames the new content of the circle: the others were loaded together until now. */
    private ConflictException circle(Choice choice, Set<String> path) {
        List<String> ids =
                path.stream().dropWhile(id -> !id.equals(choice.id())).collect(Collectors.toList());
        Choice culprit = ids.stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .filter(Choice::isNew)
                .findFirst()
                .orElse(choice);
        Collections.rotate(ids, -ids.indexOf(culprit.id()));
        return conflict(culprit, "it depends on itself: %s, %s".formatted(String.join(", ", ids), culprit.id()));
    }

    private @Nullable Choice find(Choice choice, PluginDependency dependency) throws ConflictException {
        Choice wanted = byId.get(dependency.getPluginId());
        if (wanted == null) {
            if (dependency.isOptional()) {
                return null;
            }
            throw conflict(choice, "it depends on plugin '%s', which is not there".formatted(dependency.getPluginId()));
        }
        String version = wanted.copy().manifest().version();
        String range = dependency.getPluginVersionSupport();
        if (!Versions.accepts(range, version)) {
            // A plugin that works stays loaded, with the other version or without it.
            if (!choice.isNew() && wanted.isNew() && (wanted.isKnown() || dependency.isOptional())) {
                throw conflict(
                        wanted,
                        "plugin '%s' depends on version %s of it, and this is %s"
                                .formatted(choice.id(), range, version));
            }
            throw conflict(
                    choice,
                    "it depends on version %s of plugin '%s', which is there as %s"
                            .formatted(range, dependency.getPluginId(), version));
        }
        return wanted;
    }

    private static ConflictException conflict(Choice culprit, String reason) {
        return new ConflictException(culprit, reason, false, null);
    }

    /** The choices that a plugin depends on, directly or not. */
    static List<Choice> dependencies(Choice choice, List<Choice> choices) {
        Map<String, Choice> byId = new HashMap<>();
        choices.forEach(each -> byId.putIfAbsent(each.id(), each));
        Set<Choice> found = new LinkedHashSet<>();
        List<Choice> open = new ArrayList<>(List.of(choice));
        while (!open.isEmpty()) {
            for (PluginDependency dependency :
                    open.removeLast().copy().manifest().dependencies()) {
                Choice wanted = byId.get(dependency.getPluginId());
                if (wanted != null && found.add(wanted)) {
                    open.add(wanted);
                }
            }
        }
        return List.copyOf(found);
    }
}
