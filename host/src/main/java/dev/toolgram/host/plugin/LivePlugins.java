package dev.toolgram.host.plugin;

import dev.toolgram.api.telegram.TelegramNetwork;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of some folders, loaded in two steps, because a plugin may contribute the very Telegram that the others'
 * gateway needs: first their classes, then their tools. After that it follows what becomes of the files. Each change is
 * one new snapshot of the registry; whatever fails is told in one line, and what worked before goes on. Thread-safe.
 */
public final class LivePlugins implements AutoCloseable {

    private final PluginReporter reporter = new PluginReporter();
    private final PluginFiles files;
    private final PluginVariables variables;
    private final GenerationMaker maker;
    private final PluginReaper retired;
    private volatile int count;
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
        this.files = new PluginFiles(options, trust, reporter);
        this.variables = variables;
        this.maker = new GenerationMaker(options, files, variables, services);
        this.retired = new PluginReaper(options.callLimit());
    }

    /**
     * Loads what is in the folders.
     *
     * @throws java.io.UncheckedIOException if a folder cannot be read
     */
    public synchronized void load() {
        files.load();
        settle();
    }

    /** The networks that loaded plugins contribute, each of which opens with its plugin's settings. */
    public synchronized List<TelegramNetwork> networks() {
        return files.serving().stream()
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
        return files.all().stream().map(PluginFile::report).toList();
    }

    /** Asks every loaded plugin for its tools and publishes them, each plugin's whole or not at all. */
    public synchronized void publish(ToolRegistry target) {
        registry = target;
        maker.beginPublishing();
        settle();
    }

    /** Follows the last folder from now on, until what this returns is closed. */
    public AutoCloseable watch() {
        return new PluginsWatcher(files.watched(), this);
    }

    /** Takes what the last folder holds at this moment, complete or not. */
    public synchronized void rescan() {
        follow(files.rescan());
    }

    /**
     * Takes another look at the last folder, and what of it is complete.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be read
     */
    synchronized void look() {
        follow(files.look());
    }

    private void follow(boolean changed) {
        if (changed) {
            settle();
        } else {
            retired.end(List.of(), files.takeDropped()); // of files that were only touched, for example
        }
    }

    /** Makes one change of all that is to be changed. */
    private void settle() {
        List<PluginGeneration> before = files.serving();
        PluginChange.Outcome outcome = new PluginChange(files.all(), maker).run();
        List<PluginGeneration> old = new ArrayList<>(outcome.unused());
        before.stream()
                .filter(generation -> !outcome.serving().containsValue(generation))
                .forEach(old::add);
        files.all().forEach(file -> serve(file, outcome));
        files.forgetGone();
        if (registry != null && !sameTools(registry.snapshot(), outcome.tools())) {
            registry.replace(outcome.tools());
        }
        if (registry != null) {
            reporter.serving(files.serving(), files.all());
        }
        count = files.serving().size();
        old.forEach(PluginGeneration::retire);
        retired.end(old, files.takeDropped());
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
                files.drop(before.copy());
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
                files.drop(fresh);
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

    /** Stops and unloads every plugin. */
    @Override
    public synchronized void close() {
        List<PluginGeneration> all = files.serving();
        files.clear();
        all.forEach(PluginGeneration::retire);
        retired.end(all, files.takeDropped());
        retired.close();
    }
}
