package dev.toolgram.host.plugin;

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

/** Finds out whether plugins go together, and in which order they depend on each other. */
final class PluginPlan {

    private final Map<String, Choice> byId = new LinkedHashMap<>();
    private final List<Choice> ordered = new ArrayList<>();

    private PluginPlan() {}

    /**
     * A content that is to be served.
     *
     * @param file where it is from
     * @param copy the content
     * @param isNew whether the file serves another one, or none, until now
     */
    record Choice(PluginFile file, PluginCopy copy, boolean isNew) {

        String id() {
            return copy.id();
        }

        /** Whether the plugin of this id has been served by this file. */
        boolean isKnown() {
            PluginGeneration serving = file.serving();
            return serving != null && serving.id().equals(id());
        }
    }

    /** Thrown when a content cannot be served, with what there is besides; the message is the reason. */
    static final class ConflictException extends Exception {

        private final transient Choice culprit;
        private final boolean lasting;

        ConflictException(Choice culprit, @Nullable String reason, boolean lasting) {
            super(reason);
            this.culprit = culprit;
            this.lasting = lasting;
        }

        /** What has to be left out. */
        Choice culprit() {
            return culprit;
        }

        /** Whether it cannot be served whatever there is besides. */
        boolean isLasting() {
            return lasting;
        }
    }

    /** The choices, each after those that it depends on, and otherwise in the given order. */
    static List<Choice> order(List<Choice> choices) throws ConflictException {
        PluginPlan plan = new PluginPlan();
        // Whoever is there already keeps the id.
        for (Choice choice : Stream.concat(
                        choices.stream().filter(Choice::isKnown),
                        choices.stream().filter(each -> !each.isKnown()))
                .toList()) {
            Choice holder = plan.byId.putIfAbsent(choice.id(), choice);
            if (holder != null) {
                throw conflict(
                        choice,
                        "plugin '%s' is already there in %s: remove one of the two files"
                                .formatted(choice.id(), holder.file().name()));
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

    /** What closes the circle is what is new in it; the others went together until now. */
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
        if (!accepts(range, version)) {
            // What works goes on: it had another version of the other one, or did without.
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

    private static boolean accepts(String range, String version) {
        try {
            return JarPluginManager.accepts(range, version);
        } catch (RuntimeException e) {
            return false; // one of the two is no version
        }
    }

    private static ConflictException conflict(Choice culprit, String reason) {
        return new ConflictException(culprit, reason, false);
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
