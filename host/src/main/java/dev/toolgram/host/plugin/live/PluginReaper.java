package dev.toolgram.host.plugin.live;

import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.loading.PluginInstance;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes retired plugins when their last call has ended, one after the other, dependents before their dependencies: no
 * classes are closed that are still needed. Thread-safe.
 */
final class PluginReaper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PluginReaper.class);

    private static final Duration STOP = Duration.ofSeconds(20);

    private final Duration patience;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("retired-plugins").factory());
    private final Set<PluginInstance> waiting = ConcurrentHashMap.newKeySet();

    /** @param patience how long to wait for calls */
    PluginReaper(Duration patience) {
        this.patience = patience;
    }

    /** Closes retired instances in the background, then deletes copies. */
    void close(Collection<PluginInstance> old, Collection<PluginCopy> unneeded) {
        List<PluginInstance> instances = dependentsFirst(old);
        waiting.addAll(instances);
        thread.execute(() -> {
            instances.forEach(this::close);
            unneeded.forEach(copy -> PluginCopy.delete(copy.folder()));
        });
    }

    /** A failure of one must not keep the others open. */
    private void close(PluginInstance instance) {
        try {
            instance.close(patience);
        } catch (RuntimeException | Error e) {
            log.warn("Plugin {} {} could not be unloaded", instance.id(), instance.version(), e);
        } finally {
            waiting.remove(instance);
        }
    }

    private static List<PluginInstance> dependentsFirst(Collection<PluginInstance> instances) {
        SequencedSet<PluginInstance> dependenciesFirst = new LinkedHashSet<>();
        instances.forEach(each -> add(each, dependenciesFirst));
        return dependenciesFirst.reversed().stream().filter(instances::contains).toList();
    }

    private static void add(PluginInstance instance, Set<PluginInstance> dependenciesFirst) {
        instance.dependencies().forEach(each -> add(each, dependenciesFirst));
        dependenciesFirst.add(instance);
    }

    /** Closes everything that waits, and waits no longer for calls. */
    @Override
    public void close() {
        thread.shutdown();
        waiting.forEach(PluginInstance::expedite);
        try {
            if (!thread.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("Some plugins have not stopped within {} s", STOP.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
