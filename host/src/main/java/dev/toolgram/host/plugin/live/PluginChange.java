package dev.toolgram.host.plugin.live;

import dev.toolgram.host.config.Setting;
import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import dev.toolgram.host.plugin.live.PluginPlan.Choice;
import dev.toolgram.host.plugin.live.PluginPlan.ConflictException;
import dev.toolgram.host.plugin.loading.PluginInstance;
import dev.toolgram.host.tool.ToolSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One change of what is loaded to what the files hold now. New instances are built on the side. A content that fails is
 * left out, its file keeps the instance it had, and the rest is tried again, until everything left goes together. Used
 * once.
 */
final class PluginChange {

    private final Collection<Slot> slots;
    private final Loader loader;
    private final List<PluginInstance> made = new ArrayList<>();
    private final Map<PluginCopy, Future<PluginInstance>> early = new HashMap<>();
    private final Map<PluginCopy, Refusal> refused = new HashMap<>();

    /** Loads a content that sees the classes of others. */
    interface Loader {
        PluginInstance load(PluginCopy copy, List<PluginInstance> dependencies) throws PluginRefusedException;
    }

    /**
     * Why a content is not loaded.
     *
     * @param lasting whether no change of other files could make it load
     * @param settings the settings that it declares, if they are the reason
     */
    record Refusal(String reason, boolean lasting, List<Setting> settings) {}

    /**
     * The result.
     *
     * @param active the instance of each file, dependencies first
     * @param tools the tools of all of them
     * @param refused the contents that are not loaded
     * @param unused instances that were built and are not needed
     */
    record Outcome(
            Map<Path, PluginInstance> active,
            ToolSnapshot tools,
            Map<PluginCopy, Refusal> refused,
            List<PluginInstance> unused) {}

    /** @param slots in the order in which they may claim ids and names */
    PluginChange(Collection<Slot> slots, Loader loader) {
        this.slots = slots;
        this.loader = loader;
    }

    Outcome run() {
        while (true) {
            List<Choice> choices =
                    slots.stream().map(this::choose).filter(Objects::nonNull).toList();
            try {
                Map<Path, PluginInstance> active = build(choices);
                ToolSnapshot tools = tools(choices, active);
                return new Outcome(
                        active,
                        tools,
                        refused,
                        made.stream()
                                .filter(each -> !active.containsValue(each))
                                .toList());
            } catch (ConflictException e) {
                if (refused.containsKey(e.culprit().copy())) {
                    throw new IllegalStateException("Plugins cannot be put together", e);
                }
                refused.put(
                        e.culprit().copy(), new Refusal(String.valueOf(e.getMessage()), e.isLasting(), settings(e)));
            }
        }
    }

    private static List<Setting> settings(ConflictException conflict) {
        return conflict.getCause() instanceof PluginInstance.InvalidSettingsException invalid
                ? invalid.settings()
                : List.of();
    }

    /** The content of the file; where that is refused, the content that is loaded. */
    private @Nullable Choice choose(Slot slot) {
        PluginInstance active = slot.active();
        PluginCopy fresh = slot.fresh();
        if (fresh != null && !slot.fixed() && !refused.containsKey(fresh)) {
            return new Choice(slot, fresh, true);
        }
        if (active != null && !refused.containsKey(active.copy())) {
            return new Choice(slot, active.copy(), false);
        }
        return null;
    }

    private Map<Path, PluginInstance> build(List<Choice> choices) throws ConflictException {
        Map<Path, PluginInstance> active = new LinkedHashMap<>();
        Map<String, PluginInstance> byId = new HashMap<>();
        List<Choice> ordered = PluginPlan.order(choices);
        loadIndependent(ordered);
        for (Choice choice : ordered) {
            List<PluginInstance> dependencies = choice.copy().manifest().dependencies().stream()
                    .map(dependency -> byId.get(dependency.getPluginId()))
                    .filter(Objects::nonNull)
                    .toList();
            PluginInstance instance;
            try {
                instance = instance(choice, dependencies);
            } catch (PluginRefusedException | RuntimeException e) {
                throw failed(choice, e, choices);
            }
            active.put(choice.slot().file(), instance);
            byId.put(choice.id(), instance);
        }
        return active;
    }

    /** Loads new plugins without dependencies side by side: most of a start is waiting for the disk and for plugins. */
    private void loadIndependent(List<Choice> choices) {
        List<PluginCopy> independent = choices.stream()
                .filter(Choice::isNew)
                .map(Choice::copy)
                .filter(copy -> copy.manifest().dependencies().isEmpty() && !early.containsKey(copy))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            independent.forEach(copy -> early.put(copy, threads.submit(() -> loader.load(copy, List.of()))));
        }
        for (PluginCopy copy : independent) {
            Future<PluginInstance> loaded = Objects.requireNonNull(early.get(copy));
            if (loaded.state() == Future.State.SUCCESS) {
                made.add(loaded.resultNow());
            }
        }
    }

    private PluginInstance instance(Choice choice, List<PluginInstance> dependencies) throws PluginRefusedException {
        PluginInstance active = choice.slot().active();
        if (active != null
                && active.copy().equals(choice.copy())
                && (choice.slot().fixed() || active.dependencies().equals(dependencies))) {
            return active;
        }
        for (PluginInstance known : made) {
            if (known.copy().equals(choice.copy()) && known.dependencies().equals(dependencies)) {
                return known;
            }
        }
        Future<PluginInstance> failed = early.get(choice.copy());
        if (failed != null && failed.state() == Future.State.FAILED) {
            throw PluginRefusedException.because(failed.exceptionNow());
        }
        PluginInstance instance = loader.load(choice.copy(), dependencies);
        made.add(instance);
        return instance;
    }

    /** A plugin that worked, and fails with another version of its dependency, is not to blame. */
    private static ConflictException failed(Choice choice, Exception cause, List<Choice> choices) {
        boolean worked = !choice.isNew();
        if (worked) {
            for (Choice dependency : PluginPlan.dependencies(choice, choices)) {
                if (dependency.isNew()) {
                    return new ConflictException(
                            dependency,
                            "plugin '%s', which depends on it, does not start with it: %s"
                                    .formatted(choice.id(), cause.getMessage()),
                            false,
                            cause);
                }
            }
        }
        return new ConflictException(choice, cause.getMessage(), !worked, cause);
    }

    /** Names and routes belong to the plugin that has them, then to the first that claims them. */
    private static ToolSnapshot tools(List<Choice> choices, Map<Path, PluginInstance> active) throws ConflictException {
        ToolSnapshot tools = ToolSnapshot.EMPTY;
        for (Choice choice : choices.stream()
                .sorted(Comparator.<Choice, Boolean>comparing(
                                each -> !each.slot().fixed())
                        .thenComparing(Choice::isNew)
                        .thenComparing(each -> !each.isKnown()))
                .toList()) {
            try {
                tools = tools.with(
                        Objects.requireNonNull(active.get(choice.slot().file())).tools());
            } catch (ToolSnapshot.DuplicateToolException e) {
                throw new ConflictException(choice, e.getMessage(), false, e);
            }
        }
        return tools;
    }
}
