package dev.toolgram.host.plugin.live;

import dev.toolgram.api.telegram.TelegramNetwork;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.plugin.archive.Candidate;
import dev.toolgram.host.plugin.archive.FileState;
import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.PluginManifest;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import dev.toolgram.host.plugin.archive.PluginTrust;
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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDependency;

/**
 * The plugins of the plugins folders. Plugins that bring a Telegram network are loaded first, before TDLib starts, and
 * stay until the end; the others follow their files. Each change becomes one new snapshot of the registry; a plugin that
 * fails is logged in one line, and what worked before stays loaded. Thread-safe.
 */
public final class LivePlugins implements AutoCloseable {

    /** A damaged file younger than this is assumed to be still copying. */
    private static final Duration COPYING = Duration.ofSeconds(3);

    private final Options options;
    private final PluginTrust trust;
    private final PluginInstance.Setup setup;
    private final PluginReporter reporter = new PluginReporter();
    private final PluginReaper reaper;
    private volatile int count;
    private SortedMap<Path, Slot> slots;
    private Optional<FileState> pins;
    private @Nullable SettledFiles settled;
    private @Nullable ToolRegistry registry;

    /** Slots of removed files, whose plugins are still to be unloaded. */
    private final List<Slot> removed = new ArrayList<>();

    /**
     * The folders and the limits of loading.
     *
     * @param hostVersion compared with {@code Plugin-Requires}
     * @param folders the plugins folders; files of the first come first, the last one is watched
     * @param scratch where copies are made
     * @param startLimit how long each step of a plugin's start may take
     * @param callLimit how long a call may take
     */
    public record Options(
            String hostVersion, List<Path> folders, Path scratch, Duration startLimit, Duration callLimit) {

        /** Removes duplicate folders. */
        public Options {
            folders = folders.stream().map(Path::normalize).distinct().toList();
        }
    }

    /**
     * No plugins yet.
     *
     * @param trust decides what may be loaded
     * @param variables where plugins' settings are
     * @param services makes what plugins are given
     */
    public LivePlugins(Options options, PluginTrust trust, PluginVariables variables, PluginServices services) {
        this.options = options;
        this.trust = trust;
        this.setup = new PluginInstance.Setup(options.hostVersion(), options.startLimit(), variables, services);
        this.reaper = new PluginReaper(options.callLimit());
        this.pins = trust.pinsState();
        this.slots = emptySlots();
    }

    /** In the order in which files may claim ids and names. */
    private SortedMap<Path, Slot> emptySlots() {
        return new TreeMap<>(
                Comparator.<Path>comparingInt(file -> options.folders().indexOf(file.getParent()))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Reads the folders and loads the plugins that bring a Telegram network, and those that they depend on.
     *
     * @return the networks, each of which opens with its plugin's settings
     * @throws java.io.UncheckedIOException if a folder cannot be read
     */
    public synchronized List<TelegramNetwork> loadNetworks() {
        for (Path folder : options.folders()) {
            FolderScan scan = FolderScan.of(folder);
            settled = new SettledFiles(scan);
            boolean _ = read(scan, Duration.ZERO);
        }
        apply(networkSlots());
        slots.replaceAll((file, slot) -> slot.fixed(slot.active() != null));
        return active().stream()
                .flatMap(instance -> instance.networks().stream()
                        .<TelegramNetwork>map(network -> new ConfiguredNetwork(
                                network, setting -> setup.variables().value(instance.id(), setting))))
                .toList();
    }

    private List<Slot> networkSlots() {
        Set<String> ids = new HashSet<>();
        List<PluginManifest> open = new ArrayList<>();
        for (Slot slot : slots.values()) {
            PluginCopy copy = slot.candidate().copy();
            if (copy != null && PluginInstance.bringsNetwork(copy)) {
                open.add(copy.manifest());
            }
        }
        while (!open.isEmpty()) {
            PluginManifest manifest = open.removeLast();
            if (ids.add(manifest.id())) {
                Set<String> wanted = new HashSet<>();
                manifest.dependencies().stream()
                        .map(PluginDependency::getPluginId)
                        .forEach(wanted::add);
                slots.values().stream()
                        .map(slot -> slot.candidate().manifest())
                        .filter(Objects::nonNull)
                        .filter(each -> wanted.contains(each.id()))
                        .forEach(open::add);
            }
        }
        return slots.values().stream()
                .filter(slot -> slot.ids().stream().anyMatch(ids::contains))
                .toList();
    }

    /** Loads all other plugins and publishes the tools. */
    public synchronized void load(ToolRegistry target) {
        registry = target;
        apply(slots.values());
    }

    /** The number of loaded plugins; does not wait for a change that is going on. */
    public int count() {
        return count;
    }

    /** The state of every file. */
    public synchronized List<PluginReport> reports() {
        return slots.values().stream().map(Slot::report).toList();
    }

    /** Watches the last folder until the result is closed. */
    public AutoCloseable watch() {
        return new PluginsWatcher(watched(), this::scanSettled);
    }

    private Path watched() {
        return options.folders().getLast();
    }

    /** Loads the content of the last folder as it is now, complete or not. */
    public synchronized void rescan() {
        FolderScan scan = FolderScan.of(watched());
        settled = new SettledFiles(scan);
        if (read(scan, COPYING)) {
            apply(slots.values());
        }
    }

    private synchronized void scanSettled() {
        FolderScan scan = FolderScan.of(watched());
        if (settled == null) {
            settled = new SettledFiles(scan);
        }
        Optional<FileState> now = trust.pinsState();
        if (!now.equals(pins)) {
            pins = now;
            slots.values()
                    .removeIf(slot -> slot.active() == null && !slot.candidate().trusted());
        }
        if (read(settled.next(scan), COPYING)) {
            apply(slots.values());
        }
    }

    /** Reads the files of a folder that have changed. Returns whether there is anything to load or to unload. */
    private boolean read(FolderScan scan, Duration copying) {
        boolean changed = slots.values()
                .removeIf(slot -> !slot.fixed()
                        && scan.folder().equals(slot.file().getParent())
                        && !scan.files().containsKey(slot.file())
                        && removed.add(slot));
        for (Map.Entry<Path, FileState> found : scan.files().entrySet()) {
            Slot slot = slots.get(found.getKey());
            if (slot == null || (!slot.fixed() && !slot.candidate().state().equals(found.getValue()))) {
                changed |= Candidate.read(found.getKey(), found.getValue(), options.scratch(), trust, copying)
                        .filter(candidate -> take(candidate, slot))
                        .isPresent();
            }
        }
        return changed;
    }

    /** Takes a candidate into its slot. Returns whether there is something to load. */
    private boolean take(Candidate candidate, @Nullable Slot before) {
        PluginInstance active = before == null ? null : before.active();
        PluginCopy copy = candidate.copy();
        if (before != null && copy != null && active != null && before.isLoaded(copy)) {
            copy.delete(); // the file was only touched
            slots.put(candidate.file(), Slot.of(candidate.of(active.copy()), active));
            return false;
        }
        if (before != null && before.fresh() != null) {
            reaper.close(List.of(), List.of(before.fresh()));
        }
        Slot slot = Slot.of(candidate, active);
        if (!candidate.rejection().isEmpty()) {
            reporter.rejected(slot.fileName(), candidate.rejection(), active);
        }
        slots.put(candidate.file(), slot);
        return copy != null;
    }

    /** Makes one change of all that is to be changed. */
    private void apply(Collection<Slot> chosen) {
        Set<PluginCopy> unneeded = copies();
        List<PluginInstance> old = new ArrayList<>(active());
        removed.stream().map(Slot::active).filter(Objects::nonNull).forEach(old::add);
        Set<String> ids = new HashSet<>();
        slots.values().forEach(slot -> ids.addAll(slot.ids()));

        PluginChange.Outcome outcome =
                new PluginChange(List.copyOf(chosen), (copy, dependencies) -> load(copy, dependencies, ids)).run();

        for (Slot slot : List.copyOf(chosen)) {
            slots.put(slot.file(), settle(slot, outcome));
        }
        publish(outcome.tools());
        old.removeAll(active());
        old.addAll(outcome.unused());
        old.forEach(PluginInstance::retire);
        removed.clear();
        unneeded.removeAll(copies());
        reaper.close(old, unneeded);
    }

    private PluginInstance load(PluginCopy copy, List<PluginInstance> dependencies, Set<String> ids)
            throws PluginRefusedException {
        Set<String> others = new HashSet<>(ids);
        others.remove(copy.id());
        return PluginInstance.load(copy, dependencies, setup, others);
    }

    private void publish(ToolSnapshot tools) {
        count = active().size();
        if (registry != null) {
            if (!List.copyOf(registry.snapshot().tools()).equals(List.copyOf(tools.tools()))) {
                registry.replace(tools);
            }
            reporter.loaded(active(), Set.copyOf(slots.keySet()));
        }
    }

    private Slot settle(Slot slot, PluginChange.Outcome outcome) {
        PluginInstance before = slot.active();
        PluginInstance now = outcome.active().get(slot.file());
        Candidate candidate = slot.candidate();
        PluginCopy copy = candidate.copy();
        PluginChange.Refusal refusal = copy == null ? null : outcome.refused().get(copy);
        if (refusal != null && refusal.lasting()) {
            candidate = candidate.rejected(refusal.reason(), refusal.settings());
        }
        if (refusal == null && before != null) {
            refusal = outcome.refused().get(before.copy());
        }
        if (refusal != null && !refusal.reason().equals(slot.rejection())) {
            reporter.rejected(slot.fileName(), refusal.reason(), now);
        }
        return new Slot(candidate, now, slot.fixed(), refusal == null ? "" : refusal.reason());
    }

    private List<PluginInstance> active() {
        return slots.values().stream()
                .map(Slot::active)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Every content that a slot, or a plugin that is still to be unloaded, needs. */
    private Set<PluginCopy> copies() {
        Set<PluginCopy> copies = new LinkedHashSet<>();
        slots.values().forEach(slot -> copies.addAll(slot.copies()));
        removed.forEach(slot -> copies.addAll(slot.copies()));
        return copies;
    }

    /** Stops and unloads every plugin. */
    @Override
    public synchronized void close() {
        List<PluginInstance> all = active();
        all.forEach(PluginInstance::retire);
        reaper.close(all, copies());
        slots.clear();
        reaper.close();
    }
}
