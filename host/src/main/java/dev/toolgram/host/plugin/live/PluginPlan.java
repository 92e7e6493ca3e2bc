package dev.toolgram.host.plugin.live;

import dev.toolgram.host.config.Setting;
import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import dev.toolgram.host.plugin.archive.Versions;
import dev.toolgram.host.plugin.loading.PluginInstance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
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

    private final Map<String, Choice> byId = new HashMap<>();
    private final List<Choice> ordered = new ArrayList<>();

    /**
     * A content that is to be loaded, or stays loaded.
     *
     * @param isNew whether another content of the file is loaded until now, or none
     */
    record Choice(PluginFile file, PluginCopy copy, boolean isNew) {

        String id() {
            return copy.id();
        }

        /** Whether this file had the plugin of this id before. */
        boolean isKnown() {
            PluginInstance active = file.active();
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

        private ConflictException(Choice culprit, String reason) {
            this(culprit, reason, false, null);
        }

        /** The content to leave out. */
        Choice culprit() {
            return culprit;
        }

        /** Whether no change of other files could make it load. */
        boolean isLasting() {
            return lasting;
        }

        /** The exception of the plugin's code that is the reason; {@code null} for another reason. */
        @Nullable
        Throwable uncaught() {
            return getCause() instanceof PluginRefusedException refused && refused.isUncaught()
                    ? refused.getCause()
                    : null;
        }

        /** The settings that it declares, if they are the reason. */
        List<Setting> settings() {
            return getCause() instanceof PluginRefusedException refused ? refused.settings() : List.of();
        }
    }

    PluginPlan(List<Choice> choices) throws ConflictException {
        // A plugin that is loaded keeps its id.
        for (Choice choice : choices.stream()
                .sorted(Comparator.comparing(Choice::isKnown).reversed())
                .toList()) {
            Choice holder = byId.putIfAbsent(choice.id(), choice);
            if (holder != null) {
                throw new ConflictException(
                        choice,
                        "plugin '%s' is already there in %s: remove one of the two files"
                                .formatted(choice.id(), holder.file().name()));
            }
        }
        for (Choice choice : choices) {
            add(choice, new LinkedHashSet<>());
        }
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
                .filter(each -> each != null && each.isNew())
                .findFirst()
                .orElse(choice);
        Collections.rotate(ids, -ids.indexOf(culprit.id()));
        return new ConflictException(
                culprit, "it depends on itself: %s, %s".formatted(String.join(", ", ids), culprit.id()));
    }

    private @Nullable Choice find(Choice choice, PluginDependency dependency) throws ConflictException {
        String id = dependency.getPluginId();
        Choice wanted = byId.get(id);
        if (wanted == null) {
            if (dependency.isOptional()) {
                return null;
            }
            throw new ConflictException(choice, "it depends on plugin '%s', which is not there".formatted(id));
        }
        String version = wanted.copy().manifest().version();
        String range = dependency.getPluginVersionSupport();
        if (!Versions.accepts(range, version)) {
            // A plugin that works stays loaded, with the other version or without it.
            if (!choice.isNew() && wanted.isNew() && (wanted.isKnown() || dependency.isOptional())) {
                throw new ConflictException(
                        wanted,
                        "plugin '%s' depends on version %s of it, and this is %s"
                                .formatted(choice.id(), range, version));
            }
            throw new ConflictException(
                    choice,
                    "it depends on version %s of plugin '%s', which is there as %s".formatted(range, id, version));
        }
        return wanted;
    }

    /** The choices, each after those that it depends on, and otherwise in the given order. */
    List<Choice> ordered() {
        return ordered;
    }

    /** The plugins that one names as its dependencies, without those that are not there. */
    Stream<Choice> direct(Choice choice) {
        return choice.copy().manifest().dependencies().stream()
                .map(dependency -> byId.get(dependency.getPluginId()))
                .filter(Objects::nonNull);
    }

    /** The plugins that one depends on, directly or not. */
    Stream<Choice> all(Choice choice) {
        return direct(choice).flatMap(each -> Stream.concat(Stream.of(each), all(each)));
    }
}
