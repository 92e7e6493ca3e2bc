package dev.toolgram.host.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what is not served any more, when its last call has ended. One after the other, in the order in which it retired,
 * and what others depend on after those: then no classes are closed that somebody still needs. Thread-safe.
 */
final class PluginReaper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PluginReaper.class);

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(20);

    private final Duration patience;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("retired-plugins").factory());
    private final Set<PluginGeneration> waiting = ConcurrentHashMap.newKeySet();

    /** @param patience how long to wait for calls */
    PluginReaper(Duration patience) {
        this.patience = patience;
    }

    /**
     * Ends plugins in their own time.
     *
     * @param old that nobody can call any more
     * @param copies removed when these have ended
     */
    void end(Collection<PluginGeneration> old, Collection<PluginCopy> copies) {
        List<PluginGeneration> generations = dependentsFirst(old);
        List<PluginCopy> unneeded = List.copyOf(copies);
        if (!generations.isEmpty() || !unneeded.isEmpty()) {
            waiting.addAll(generations);
            thread.execute(() -> {
                generations.forEach(this::close);
                unneeded.forEach(PluginCopy::delete);
            });
        }
    }

    /** What goes wrong with one must not keep the others open. */
    private void close(PluginGeneration generation) {
        try {
            generation.close(patience);
        } catch (RuntimeException | Error e) {
            log.warn("Plugin {} {} is not unloaded cleanly", generation.id(), generation.version(), e);
        } finally {
            waiting.remove(generation);
        }
    }

    private static List<PluginGeneration> dependentsFirst(Collection<PluginGeneration> generations) {
        Set<PluginGeneration> dependenciesFirst = new LinkedHashSet<>();
        generations.forEach(each -> add(each, dependenciesFirst));
        List<PluginGeneration> order = new ArrayList<>(dependenciesFirst).reversed();
        return order.stream().filter(generations::contains).toList();
    }

    private static void add(PluginGeneration generation, Set<PluginGeneration> dependenciesFirst) {
        generation.dependencies().forEach(each -> add(each, dependenciesFirst));
        dependenciesFirst.add(generation);
    }

    /** Ends everything that was to be ended, without waiting for calls any more. */
    @Override
    public void close() {
        thread.shutdown();
        waiting.forEach(PluginGeneration::hurry);
        try {
            if (!thread.awaitTermination(LAST_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("Some plugins have not stopped within {} s", LAST_PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
