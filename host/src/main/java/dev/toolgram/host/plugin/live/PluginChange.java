package dev.toolgram.host.plugin.live;

import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import dev.toolgram.host.plugin.live.PluginPlan.Choice;
import dev.toolgram.host.plugin.live.PluginPlan.ConflictException;
import dev.toolgram.host.plugin.loading.PluginInstance;
import dev.toolgram.host.tool.ToolSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change of what is loaded to what the files hold now. New instances are started on the side. A content that fails
 * is left out, its file keeps the instance it had, and the rest is tried again, until everything left goes together. A
 * content that is still starting is left out in the same way, until a later change. Used once.
 */
final class PluginChange {

    private final ToolSnapshot hosted;
    private final Collection<PluginFile> files;
    private final PluginStarts starts;
    private final Loader loader;
    private final Map<PluginCopy, ConflictException> refused = new HashMap<>();
    private final Set<PluginCopy> postponed = new HashSet<>();

    /** Loads a content that sees the classes of others. */
    interface Loader {
        PluginInstance load(PluginCopy copy, List<PluginInstance> dependencies) throws PluginRefusedException;
    }

    /**
     * The result.
     *
     * @param active the instance of each file, dependencies first
     * @param tools the tools of all of them
     * @param refused the contents that are not loaded
     * @param postponed the contents that are starting, or go together with one that is
     */
    record Outcome(
            Map<Path, PluginInstance> active,
            ToolSnapshot tools,
            Map<PluginCopy, ConflictException> refused,
            Set<PluginCopy> postponed) {}

    /**
     * @param hosted the host's own tools
     * @param files in the order in which they may claim ids and names
     * @param starts what is starting since earlier changes, and will be after this one
     */
    PluginChange(ToolSnapshot hosted, Collection<PluginFile> files, PluginStarts starts, Loader loader) {
        this.hosted = hosted;
        this.files = files;
        this.starts = starts;
        this.loader = loader;
    }

    /** @param patience how long to wait for plugins that are starting */
    Outcome run(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            List<Choice> choices =
                    files.stream().map(this::choose).filter(Objects::nonNull).toList();
            try {
                PluginPlan plan = new PluginPlan(choices);
                Map<Path, PluginInstance> active = new LinkedHashMap<>();
                List<Choice> starting = start(plan, active);
                if (starting.isEmpty()) {
                    return new Outcome(active, tools(choices, active), refused, postponed);
                }
                if (!starts.awaitEnd(Duration.ofNanos(end - System.nanoTime()))) {
                    postpone(starting, plan);
                }
            } catch (ConflictException e) {
                if (refused.put(e.culprit().copy(), e) != null) {
                    throw new IllegalStateException("Plugins cannot be put together", e);
                }
            }
        }
    }

    /** The content of the file; where that is refused or not ready, the content that is loaded. */
    private @Nullable Choice choose(PluginFile file) {
        PluginInstance active = file.active();
        PluginCopy fresh = file.fresh();
        if (fresh != null && !file.fixed() && !refused.containsKey(fresh) && !postponed.contains(fresh)) {
            return new Choice(file, fresh, true);
        }
        return active == null || refused.containsKey(active.copy()) ? null : new Choice(file, active.copy(), false);
    }

    /**
     * Starts each plugin whose dependencies have started.
     *
     * @param active receives those that have started
     * @return those that are starting
     */
    private List<Choice> start(PluginPlan plan, Map<Path, PluginInstance> active) throws ConflictException {
        List<Choice> starting = new ArrayList<>();
        for (Choice choice : plan.ordered()) {
            List<Path> needed =
                    plan.direct(choice).map(each -> each.file().path()).toList();
            if (active.keySet().containsAll(needed)) {
                try {
                    PluginInstance instance =
                            instance(choice, needed.stream().map(active::get).toList());
                    if (instance == null) {
                        starting.add(choice);
                    } else {
                        active.put(choice.file().path(), instance);
                    }
                } catch (PluginRefusedException e) {
                    throw failed(choice, e, plan);
                }
            }
        }
        return starting;
    }

    private @Nullable PluginInstance instance(Choice choice, List<PluginInstance> dependencies)
            throws PluginRefusedException {
        PluginInstance active = choice.file().active();
        if (active != null
                && !choice.isNew()
                && (choice.file().fixed()
                        || active.dependencies().equals(dependencies)
                        || postponed.contains(choice.copy()))) {
            return active;
        }
        return starts.start(choice.copy(), dependencies, () -> loader.load(choice.copy(), dependencies));
    }

    private void postpone(List<Choice> starting, PluginPlan plan) {
        starting.forEach(choice -> postponed.addAll(goingWith(choice, plan)));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Choice choice : plan.ordered()) {
                if (plan.all(choice).map(Choice::copy).anyMatch(postponed::contains)) {
                    grows |= postponed.addAll(goingWith(choice, plan));
                }
            }
        }
    }

    /** The contents that wait with one that waits: what is loaded keeps the versions that it depends on. */
    private static List<PluginCopy> goingWith(Choice choice, PluginPlan plan) {
        if (choice.file().active() == null) {
            return List.of(choice.copy());
        }
        List<PluginCopy> fresh = Stream.concat(Stream.of(choice), plan.all(choice))
                .filter(Choice::isNew)
                .map(Choice::copy)
                .toList();
        return fresh.isEmpty() ? List.of(choice.copy()) : fresh; // it restarts because a dependency is gone
    }

    /** A plugin that worked, and fails with another version of its dependency, is not to blame. */
    private static ConflictException failed(Choice choice, PluginRefusedException cause, PluginPlan plan) {
        if (choice.isNew()) {
            return new ConflictException(choice, cause.getMessage(), true, cause);
        }
        return plan.all(choice)
                .filter(Choice::isNew)
                .findFirst()
                .map(dependency -> new ConflictException(
                        dependency,
                        "plugin '%s', which depends on it, does not start with it: %s"
                                .formatted(choice.id(), cause.getMessage()),
                        false,
                        cause))
                .orElseGet(() -> new ConflictException(choice, cause.getMessage(), false, cause));
    }

    /** Names and routes belong to the plugin that has them, then to the first that claims them. */
    private ToolSnapshot tools(List<Choice> choices, Map<Path, PluginInstance> active) throws ConflictException {
        ToolSnapshot tools = hosted;
        for (Choice choice : choices.stream()
                .sorted(Comparator.<Choice, Boolean>comparing(
                                each -> !each.file().fixed())
                        .thenComparing(Choice::isNew)
                        .thenComparing(each -> !each.isKnown()))
                .toList()) {
            try {
                tools = tools.with(
                        Objects.requireNonNull(active.get(choice.file().path())).tools());
            } catch (ToolSnapshot.DuplicateToolException e) {
                throw new ConflictException(choice, e.getMessage(), false, e);
            }
        }
        return tools;
    }
}
