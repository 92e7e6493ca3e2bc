package dev.toolgram.host.plugin.live;

import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import dev.toolgram.host.plugin.live.PluginPlan.Choice;
import dev.toolgram.host.plugin.live.PluginPlan.ConflictException;
import dev.toolgram.host.plugin.loading.PluginInstance;
import dev.toolgram.host.tool.ToolSnapshot;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
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

    private final ToolSnapshot hosted;
    private final Collection<PluginFile> files;
    private final Loader loader;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Build, Future<PluginInstance>> builds = new HashMap<>();
    private final Map<PluginCopy, ConflictException> refused = new HashMap<>();

    /** Loads a content that sees the classes of others. */
    interface Loader {
        PluginInstance load(PluginCopy copy, List<PluginInstance> dependencies) throws PluginRefusedException;
    }

    private record Build(PluginCopy copy, List<PluginInstance> dependencies) {}

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
            Map<PluginCopy, ConflictException> refused,
            List<PluginInstance> unused) {}

    /**
     * @param hosted the host's own tools
     * @param files in the order in which they may claim ids and names
     */
    PluginChange(ToolSnapshot hosted, Collection<PluginFile> files, Loader loader) {
        this.hosted = hosted;
        this.files = files;
        this.loader = loader;
    }

    Outcome run() {
        try (threads) {
            while (true) {
                List<Choice> choices = files.stream()
                        .map(this::choose)
                        .filter(Objects::nonNull)
                        .toList();
                try {
                    Map<Path, PluginInstance> active = build(new PluginPlan(choices));
                    ToolSnapshot tools = tools(choices, active);
                    List<PluginInstance> unused = builds.values().stream()
                            .filter(build -> build.state() == Future.State.SUCCESS)
                            .map(Future::resultNow)
                            .filter(built -> !active.containsValue(built))
                            .toList();
                    return new Outcome(active, tools, refused, unused);
                } catch (ConflictException e) {
                    if (refused.put(e.culprit().copy(), e) != null) {
                        throw new IllegalStateException("Plugins cannot be put together", e);
                    }
                }
            }
        }
    }

    /** The content of the file; where that is refused, the content that is loaded. */
    private @Nullable Choice choose(PluginFile file) {
        PluginInstance active = file.active();
        PluginCopy fresh = file.fresh();
        if (fresh != null && !file.fixed() && !refused.containsKey(fresh)) {
            return new Choice(file, fresh, true);
        }
        return active == null || refused.containsKey(active.copy()) ? null : new Choice(file, active.copy(), false);
    }

    private Map<Path, PluginInstance> build(PluginPlan plan) throws ConflictException {
        // Those without dependencies side by side: most of a start is waiting for the disk and for plugins.
        plan.ordered().stream()
                .filter(choice -> choice.isNew()
                        && choice.copy().manifest().dependencies().isEmpty())
                .forEach(choice -> build(new Build(choice.copy(), List.of())));
        Map<Path, PluginInstance> active = new LinkedHashMap<>();
        for (Choice choice : plan.ordered()) {
            List<PluginInstance> dependencies = plan.direct(choice)
                    .map(each -> active.get(each.file().path()))
                    .filter(Objects::nonNull)
                    .toList();
            try {
                active.put(choice.file().path(), instance(choice, dependencies));
            } catch (PluginRefusedException e) {
                throw failed(choice, e, plan);
            }
        }
        return active;
    }

    private Future<PluginInstance> build(Build build) {
        return builds.computeIfAbsent(
                build, _ -> threads.submit(() -> loader.load(build.copy(), build.dependencies())));
    }

    private PluginInstance instance(Choice choice, List<PluginInstance> dependencies) throws PluginRefusedException {
        PluginInstance active = choice.file().active();
        if (active != null
                && !choice.isNew()
                && (choice.file().fixed() || active.dependencies().equals(dependencies))) {
            return active;
        }
        try {
            return build(new Build(choice.copy(), dependencies)).get();
        } catch (ExecutionException e) {
            throw PluginRefusedException.because(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginRefusedException("Toolgram is shutting down", e);
        }
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
