package dev.toolgram.host.plugin;

import dev.toolgram.api.telegram.TelegramNetwork;
import dev.toolgram.host.settings.PluginVariables;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of some folders, loaded in two steps, because a plugin may contribute the very Telegram that the others'
 * gateway needs: first their classes, then their tools. After that it follows what becomes of the files. Each change is
 * one new snapshot of the registry; whatever fails is told in one line, and what worked before goes on. Thread-safe.
 */
public final class LivePlugins implements AutoCloseable {

    /** How long a file that looks damaged may be one that is still being copied. */
    private static final Duration COPYING = Duration.ofSeconds(3);

    private final Options options;
    private final PluginTrust trust;
    private final PluginVariables variables;
    private final PluginChange.Maker maker;
    private final RetiredPlugins retired;
    private final PluginReporter reporter = new PluginReporter();
    private final List<PluginFile> files = new ArrayList<>();
    private final List<PluginCopy> unneeded = new ArrayList<>();
    private Optional<FileState> pins;
    private volatile int count;
    private SettledFiles looks = new SettledFiles(new TreeMap<>());
    private @Nullable ToolRegistry registry;

    /**
     * What there is to know before the first plugin.
     *
     * @param hostVersion what {@code Plugin-Requires} is compared with
     * @param folders where the plugins are; who comes first is served first, and the last one is watched
     * @param scratch where copies are made
     * @param network the name of the Telegram in use: the plugin that brings it must stay
     * @param startLimit how long each step of a plugin's start may take
     * @param callLimit how long a call may take
     */
    public record Options(
            String hostVersion,
            List<Path> folders,
            Path scratch,
            String network,
            Duration startLimit,
            Duration callLimit) {

        /** Leaves out a folder that is there twice. */
        public Options {
            folders = folders.stream().map(Path::normalize).distinct().toList();
        }
    }

    /**
     * No plugins yet.
     *
     * @param trust decides what may be loaded
     * @param variables where plugins' settings are
     * @param services what plugins are given
     */
    public LivePlugins(Options options, PluginTrust trust, PluginVariables variables, PluginServices services) {
        this.options = options;
        this.trust = trust;
        this.pins = trust.pinsState();
        this.variables = variables;
        this.maker = new Maker(services);
        this.retired = new RetiredPlugins(options.callLimit());
    }

    /**
     * Loads what is in the folders.
     *
     * @throws UncheckedIOException if a folder cannot be read
     */
    public synchronized void load() {
        for (Path folder : options.folders()) {
            SortedMap<Path, FileState> now = list(folder);
            looks = new SettledFiles(now);
            take(folder, now, Duration.ZERO);
        }
        settle();
    }

    /** The networks that loaded plugins contribute, each of which opens with its plugin's settings. */
    public synchronized List<TelegramNetwork> networks() {
        return serving().stream()
                .flatMap(generation -> generation.networks().stream()
                        .<TelegramNetwork>map(network ->
                                new ConfiguredNetwork(network, setting -> variables.value(generation.id(), setting))))
                .toList();
    }

    /** How many plugins are loaded; never waits for a change. */
    public int count() {
        return count;
    }

    /** What became of every file. */
    public synchronized List<PluginReport> reports() {
        return files.stream().map(PluginFile::report).toList();
    }

    /** Asks every loaded plugin for its tools and publishes them, each plugin's whole or not at all. */
    public synchronized void publish(ToolRegistry target) {
        registry = target;
        settle();
    }

    /** Follows the last folder from now on, until what this returns is closed. */
    public AutoCloseable watch() {
        return new PluginsWatcher(watched(), this);
    }

    /** Takes what the last folder holds at this moment, complete or not. */
    public synchronized void rescan() {
        SortedMap<Path, FileState> now = list(watched());
        looks = new SettledFiles(now);
        follow(now);
    }

    /**
     * Takes another look at the last folder, and what of it is complete.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    synchronized void look() {
        Optional<FileState> now = trust.pinsState();
        if (!now.equals(pins)) {
            pins = now;
            files.stream().filter(PluginFile::isUntrusted).forEach(PluginFile::forget);
        }
        follow(looks.look(list(watched())));
    }

    private Path watched() {
        return options.folders().getLast();
    }

    private static SortedMap<Path, FileState> list(Path folder) {
        try {
            return PluginsFolder.list(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the plugins folder " + folder, e);
        }
    }

    private void follow(SortedMap<Path, FileState> now) {
        if (take(watched(), now, COPYING)) {
            settle();
        }
    }

    /** Reads what is new; returns whether something has to be changed. */
    private boolean take(Path folder, SortedMap<Path, FileState> now, Duration patience) {
        boolean changed = false;
        for (PluginFile file : files) {
            if (folder.equals(file.path().getParent()) && !file.isGone() && !now.containsKey(file.path())) {
                drop(file.fresh());
                file.remove();
                if (maker.isPinned(file)) {
                    reporter.pinned(file);
                }
                changed = true;
            }
        }
        for (Map.Entry<Path, FileState> entry : now.entrySet()) {
            PluginFile file = file(entry.getKey());
            if (!entry.getValue().equals(file.state())) {
                changed |= read(file, entry.getValue(), patience);
            }
        }
        return changed;
    }

    private PluginFile file(Path path) {
        for (PluginFile file : files) {
            if (file.path().equals(path)) {
                return file;
            }
        }
        PluginFile file = new PluginFile(path);
        files.add(file);
        files.sort(Comparator.<PluginFile>comparingInt(
                        each -> options.folders().indexOf(each.path().getParent()))
                .thenComparing(PluginFile::path));
        return file;
    }

    private boolean read(PluginFile file, FileState now, Duration patience) {
        PluginCopy copy = null;
        String refusal = "";
        file.forget();
        try {
            copy = PluginCopy.take(file, options.scratch(), trust);
            if (!now.equals(FileState.of(file.path()))) {
                drop(copy);
                return false; // it changed meanwhile; a later look tells when it is complete
            }
        } catch (NoSuchFileException e) {
            drop(copy);
            return false; // it has gone meanwhile
        } catch (PluginArchive.UnreadableException e) {
            if (now.isYoungerThan(patience)) {
                return false;
            }
            refusal = String.valueOf(e.getMessage());
        } catch (PluginTrust.UntrustedException e) {
            file.distrust();
            refusal = String.valueOf(e.getMessage());
        } catch (PluginRefusedException e) {
            refusal = String.valueOf(e.getMessage());
        } catch (IOException e) {
            refusal = "it cannot be read (%s)".formatted(e);
        }
        if (copy != null && file.serves(copy.sha256())) {
            drop(copy); // it was only touched
            copy = null;
        } else if (copy != null && maker.isPinned(file)) {
            drop(copy);
            copy = null;
            reporter.pinned(file);
        }
        drop(file.fresh());
        file.read(now, copy);
        if (!refusal.isEmpty()) {
            reporter.refused(file, OneLine.of(refusal));
        }
        return copy != null;
    }

    private void drop(@Nullable PluginCopy copy) {
        if (copy != null) {
            unneeded.add(copy);
        }
    }

    /** Makes one change of all that is to be changed. */
    private void settle() {
        List<PluginGeneration> before = serving();
        PluginChange.Outcome outcome = new PluginChange(files, maker).run();
        List<PluginGeneration> old = new ArrayList<>(outcome.unused());
        before.stream()
                .filter(generation -> !outcome.serving().containsValue(generation))
                .forEach(old::add);
        files.forEach(file -> serve(file, outcome));
        files.removeIf(file -> file.isGone() && file.serving() == null);
        if (registry != null && !sameTools(registry.snapshot(), outcome.tools())) {
            registry.replace(outcome.tools());
        }
        if (registry != null) {
            reporter.serving(serving(), files);
        }
        count = serving().size();
        old.forEach(PluginGeneration::retire);
        retired.end(old, unneeded);
        unneeded.clear();
    }

    private static boolean sameTools(ToolSnapshot before, ToolSnapshot after) {
        return List.copyOf(before.tools()).equals(List.copyOf(after.tools()));
    }

    private void serve(PluginFile file, PluginChange.Outcome outcome) {
        PluginGeneration before = file.serving();
        PluginGeneration now = outcome.serving().get(file);
        file.serve(now);
        if (before != null && !before.equals(now)) {
            PluginChange.Refusal refusal = outcome.refused().get(before.copy());
            if (refusal != null && !refusal.lasting() && file.fresh() == null) {
                file.fresh(before.copy()); // to be tried again when something else changes
            } else if (now == null || !now.copy().equals(before.copy())) {
                drop(before.copy());
            }
            tell(file, refusal);
        }
        PluginCopy fresh = file.fresh();
        if (fresh != null && now != null && now.copy().equals(fresh)) {
            file.fresh(null);
            file.accept();
        } else if (fresh != null) {
            PluginChange.Refusal refusal = outcome.refused().get(fresh);
            tell(file, refusal);
            if (refusal != null && refusal.lasting()) {
                file.fresh(null);
                drop(fresh);
            }
        }
        if (now != null && now.equals(before)) {
            tell(file, outcome.refused().get(now.copy())); // it had to stay all the same
        }
    }

    private void tell(PluginFile file, PluginChange.@Nullable Refusal refusal) {
        if (refusal != null) {
            reporter.refused(file, refusal.reason());
        }
    }

    private List<PluginGeneration> serving() {
        return files.stream().map(PluginFile::serving).filter(Objects::nonNull).toList();
    }

    /** Stops and unloads every plugin. */
    @Override
    public synchronized void close() {
        List<PluginGeneration> all = serving();
        List<PluginCopy> copies =
                files.stream().map(PluginFile::fresh).filter(Objects::nonNull).toList();
        files.clear();
        all.forEach(PluginGeneration::retire);
        all.forEach(generation -> unneeded.add(generation.copy()));
        unneeded.addAll(copies);
        retired.end(all, unneeded);
        retired.close();
    }

    private final class Maker implements PluginChange.Maker {

        private final PluginServices services;

        Maker(PluginServices services) {
            this.services = services;
        }

        @Override
        public PluginGeneration load(PluginCopy copy, List<PluginGeneration> dependencies)
                throws PluginRefusedException {
            return PluginGeneration.load(copy, dependencies, options.hostVersion(), options.startLimit());
        }

        @Override
        public void publish(PluginGeneration generation) throws PluginRefusedException {
            if (registry == null) {
                return;
            }
            List<String> others = files.stream()
                    .flatMap(file -> file.ids().stream())
                    .filter(id -> !id.equals(generation.id()))
                    .toList();
            try {
                generation.publish(services, variables, others);
            } finally {
                file(generation.copy().file()).settings(generation.settings());
            }
        }

        @Override
        public boolean isPinned(PluginFile file) {
            PluginGeneration serving = file.serving();
            return serving != null
                    && serving().stream()
                            .filter(each -> each.networkNames().contains(options.network()))
                            .anyMatch(each -> each.equals(serving) || each.dependsOn(serving));
        }
    }
}
