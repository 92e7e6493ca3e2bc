package dev.toolgram.host.plugin.live;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.plugin.archive.FileState;
import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.PluginTrust;
import dev.toolgram.host.plugin.live.PluginPlan.ConflictException;
import dev.toolgram.host.plugin.loading.ConfiguredNetwork;
import dev.toolgram.host.plugin.loading.PluginInstance;
import dev.toolgram.host.plugin.loading.PluginServices;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDependency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of the plugins folders. Plugins that bring a Telegram network are loaded first, before TDLib starts, and
 * stay until the end; the others follow their files. Each change becomes one new snapshot of the registry; a plugin that
 * fails is logged in one line, and what worked before stays loaded. Thread-safe.
 */
public final class LivePlugins implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LivePlugins.class);

    /** A damaged file younger than this is assumed to be still copying. */
    private static final Duration COPYING = Duration.ofSeconds(3);

    /**
     * The pause between two scans; a file is loaded after two. File systems of containers and network mounts often send
     * no notifications of changes.
     */
    private static final Duration PERIOD = Duration.ofMillis(300);

    /** The time for which other changes wait for plugins that are starting: most start at once. */
    private static final Duration START = Duration.ofMillis(300);

    /** Until each plugin has started or failed, for which it has a limit. */
    private static final Duration ALL_STARTS = Duration.ofDays(1);

    private final Path scratch;
    private final PluginTrust trust;
    private final PluginInstance.Setup setup;
    private final PluginReporter reporter = new PluginReporter();
    private final PluginReaper reaper;
    private final PluginStarts starts = new PluginStarts();
    private final List<PluginsFolder> folders;
    private final SortedMap<Path, PluginFile> files;
    private final Map<Path, Map<Path, FileState>> settings = new HashMap<>();
    private final Set<PluginCopy> copies = new HashSet<>();
    private volatile List<PluginInstance> loaded = List.of();
    private List<PluginInstance> lingering = List.of();
    private Optional<FileState> pins;
    private @Nullable ToolRegistry registry;
    private ToolSnapshot hosted = ToolSnapshot.EMPTY;
    private String trouble = "";

    /**
     * The folders and the limits of loading.
     *
     * @param hostVersion compared with {@code Plugin-Requires}
     * @param folders the plugins folders; files of the first come first, the last one is watched
     * @param scratch where copies are made
     * @param startLimit how long a plugin's start may take
     * @param callLimit how long a call may take
     */
    public record Options(
            String hostVersion, List<Path> folders, Path scratch, Duration startLimit, Duration callLimit) {}

    /**
     * No plugins yet.
     *
     * @param trust decides what may be loaded
     * @param variables where plugins' settings are
     * @param services makes what plugins are given
     */
    public LivePlugins(Options options, PluginTrust trust, PluginVariables variables, PluginServices services) {
        List<Path> paths =
                options.folders().stream().map(Path::normalize).distinct().toList();
        this.scratch = options.scratch();
        this.trust = trust;
        this.setup = new PluginInstance.Setup(options.hostVersion(), options.startLimit(), variables, services);
        this.reaper = new PluginReaper(options.callLimit());
        this.pins = trust.pinsState();
        this.folders = paths.stream().map(PluginsFolder::new).toList();
        // In the order in which files may claim ids and names.
        this.files = new TreeMap<>(Comparator.<Path>comparingInt(file -> paths.indexOf(file.getParent()))
                .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Reads the folders and loads the plugins that bring a Telegram network, and those that they depend on.
     *
     * @return the networks, each of which opens with its plugin's settings
     * @throws java.io.UncheckedIOException if a folder cannot be read
     */
    public synchronized List<TelegramNetwork> loadNetworks() {
        folders.forEach(folder -> read(folder.path(), folder.now(), Duration.ZERO));
        Set<String> ids = networkIds();
        apply(
                files.values().stream()
                        .filter(file -> file.copies().map(PluginCopy::id).anyMatch(ids::contains))
                        .toList(),
                ALL_STARTS);
        files.replaceAll((path, file) -> file.fix());
        return loaded.stream()
                .flatMap(instance -> instance.networks().stream()
                        .<TelegramNetwork>map(network -> new ConfiguredNetwork(
                                network,
                                setting -> setup.variables()
                                        .with(instance.copy().settings())
                                        .value(instance.id(), setting))))
                .toList();
    }

    /** The ids of the plugins that bring a network, and of those that they depend on. */
    private Set<String> networkIds() {
        Set<String> ids = copies.stream()
                .filter(PluginInstance::bringsNetwork)
                .map(PluginCopy::id)
                .collect(Collectors.toSet());
        boolean grows = true;
        while (grows) {
            grows = ids.addAll(copies.stream()
                    .map(PluginCopy::manifest)
                    .filter(manifest -> ids.contains(manifest.id()))
                    .flatMap(manifest -> manifest.dependencies().stream())
                    .map(PluginDependency::getPluginId)
                    .toList());
        }
        return ids;
    }

    /** Loads all other plugins and publishes their tools in addition to those of the host, which are published already. */
    public synchronized void load(ToolRegistry target) {
        registry = target;
        hosted = target.snapshot();
        apply(List.copyOf(files.values()), ALL_STARTS);
    }

    /** The number of loaded plugins; does not wait for a change that is going on. */
    public int count() {
        return loaded.size();
    }

    public synchronized List<PluginFile> files() {
        return List.copyOf(files.values());
    }

    /** The variables that look like settings of the loaded plugins and are not, one sentence for each. */
    public List<String> unknownVariables() {
        return loaded.stream()
                .flatMap(instance -> instance.unknownVariables().stream())
                .toList();
    }

    /** Watches the last folder until the result is closed. */
    public AutoCloseable watch() {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("plugins").factory());
        var _ = thread.scheduleWithFixedDelay(this::poll, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            thread.shutdownNow();
            thread.close();
        };
    }

    private synchronized void poll() {
        try {
            Optional<FileState> now = trust.pinsState();
            if (!now.equals(pins)) {
                pins = now;
                files.values().removeIf(file -> file.active() == null && file.copy() == null); // may be trusted now
            }
            scan(folders.getLast().complete(), START);
            trouble = "";
        } catch (RuntimeException | Error e) {
            if (!e.toString().equals(trouble)) {
                trouble = e.toString();
                Path folder = folders.getLast().path();
                log.error("Cannot watch the plugins folder {}, its plugins stay as they are", folder, e);
            }
        }
    }

    /** Loads the content of the last folder as it is now, complete or not, and waits for all starts. */
    public synchronized void rescan() {
        scan(folders.getLast().now(), ALL_STARTS);
    }

    private void scan(Map<Path, FileState> found, Duration patience) {
        boolean changed = read(folders.getLast().path(), found, COPYING);
        if (starts.takeEnds() | changed) {
            apply(List.copyOf(files.values()), patience);
        } else {
            sweep(List.of());
        }
    }

    /** Reads the files of a folder that have changed. Returns whether there is anything to load or to unload. */
    private boolean read(Path folder, Map<Path, FileState> found, Duration copying) {
        Set<Path> changedSettings = readSettings(folder, found);
        List<PluginFile> removed = files.values().stream()
                .filter(file ->
                        !file.fixed() && folder.equals(file.path().getParent()) && !found.containsKey(file.path()))
                .toList();
        boolean changed = files.values().removeAll(removed);
        for (Map.Entry<Path, FileState> each : found.entrySet()) {
            PluginFile known = files.get(each.getKey());
            if (PluginsFolder.isPlugin(each.getKey())
                    && (known == null
                            || (!known.fixed()
                                    && (!known.state().equals(each.getValue()) || known.isSetBy(changedSettings))))) {
                changed |= PluginFile.read(each.getKey(), each.getValue(), scratch, trust, copying)
                        .filter(file -> take(file, known == null ? null : known.active()))
                        .isPresent();
            }
        }
        removed.stream().map(PluginFile::active).filter(Objects::nonNull).forEach(this::passOn);
        return changed;
    }

    /** Another file with the plugin of a removed one replaces it, so its tools stay until that has started. */
    private void passOn(PluginInstance active) {
        files.values().stream()
                .filter(file -> file.active() == null
                        && file.copy() != null
                        && file.copy().id().equals(active.id()))
                .findFirst()
                .ifPresent(file -> files.put(file.path(), file.with(active, file.rejection())));
    }

    /** Notes the states of the files of settings. Returns those that have changed, are new, or are gone. */
    private Set<Path> readSettings(Path folder, Map<Path, FileState> found) {
        Map<Path, FileState> now = new HashMap<>(found);
        now.keySet().removeIf(PluginsFolder::isPlugin);
        Map<Path, FileState> before = settings.getOrDefault(folder, Map.of());
        Set<Path> changed = new HashSet<>(before.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(file -> Objects.equals(before.get(file), now.get(file)));
        settings.put(folder, now);
        return changed;
    }

    /** Takes a file that was read. Returns whether there is something to load. */
    private boolean take(PluginFile read, @Nullable PluginInstance active) {
        PluginFile file = read.with(active, read.rejection());
        PluginCopy copy = file.copy();
        files.put(file.path(), file);
        if (copy == null) {
            reporter.rejected(file, null);
            return false;
        }
        copies.add(copy);
        if (active != null && active.copy().isSameAs(copy)) {
            files.put(file.path(), file.with(active.copy(), List.of())); // it was only touched
            return false;
        }
        return true;
    }

    /** Makes one change of all that is to be changed. */
    private void apply(Collection<PluginFile> chosen, Duration patience) {
        Set<String> ids = copies.stream().map(PluginCopy::id).collect(Collectors.toSet());
        PluginChange.Outcome outcome = new PluginChange(
                        hosted,
                        chosen,
                        starts,
                        (copy, dependencies) -> PluginInstance.load(copy, dependencies, setup, ids))
                .run(patience);
        chosen.forEach(file -> files.put(file.path(), settle(file, outcome)));
        publish(outcome.tools());
        sweep(starts.takeUnused(active()));
    }

    private PluginFile settle(PluginFile file, PluginChange.Outcome outcome) {
        PluginInstance now = outcome.active().get(file.path());
        if (file.copy() != null && outcome.postponed().contains(file.copy())) {
            return file.with(now, file.rejection());
        }
        PluginFile settled = file.with(now, file.copy() == null ? file.rejection() : null);
        for (PluginCopy copy : file.copies().toList()) {
            ConflictException conflict = outcome.refused().get(copy);
            if (conflict != null) {
                settled = file.with(now, conflict.getMessage());
                if (!Objects.equals(file.rejection(), settled.rejection())) {
                    reporter.rejected(settled, conflict.uncaught());
                }
                return conflict.isLasting() && copy.equals(file.copy())
                        ? settled.with(null, conflict.settings())
                        : settled;
            }
        }
        return settled;
    }

    private void publish(ToolSnapshot tools) {
        handOver(active());
        if (registry != null) {
            if (!List.copyOf(registry.snapshot().tools()).equals(List.copyOf(tools.tools()))) {
                registry.replace(tools);
            }
            reporter.loaded(active(), files.keySet());
        }
    }

    /** Before the tools are swapped, so that no update is missing once a new tool can be called. */
    private void handOver(List<PluginInstance> now) {
        List<PluginInstance> from = new ArrayList<>(loaded);
        from.removeAll(now);
        List<PluginInstance> to = new ArrayList<>(now);
        to.removeAll(loaded);
        PluginInstance.handOver(setup.services(), from, to);
    }

    /** Unloads the instances and deletes the copies that no file needs any more. */
    private void sweep(List<PluginInstance> unused) {
        List<PluginInstance> now = active();
        List<PluginInstance> old = new ArrayList<>(loaded);
        old.removeAll(now);
        old.addAll(lingering);
        old.addAll(unused);
        old.forEach(PluginInstance::retire);
        loaded = now;
        // A plugin that restarts because a dependency is gone needs its classes until then.
        lingering = old.stream()
                .filter(each -> now.stream().anyMatch(user -> user.needs(each)))
                .toList();
        old.removeAll(lingering);
        Set<PluginCopy> needed = Stream.of(
                        files.values().stream().flatMap(PluginFile::copies),
                        starts.copies(),
                        lingering.stream().map(PluginInstance::copy))
                .flatMap(each -> each)
                .collect(Collectors.toSet());
        List<PluginCopy> unneeded =
                copies.stream().filter(copy -> !needed.contains(copy)).toList();
        copies.retainAll(needed);
        reaper.close(old, unneeded);
    }

    private List<PluginInstance> active() {
        return files.values().stream()
                .map(PluginFile::active)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Stops and unloads every plugin. */
    @Override
    public synchronized void close() {
        files.clear();
        handOver(List.of());
        sweep(starts.stop());
        reaper.close();
    }
}
