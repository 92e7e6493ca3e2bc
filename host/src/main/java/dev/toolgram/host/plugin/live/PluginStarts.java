package dev.toolgram.host.plugin.live;

import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import dev.toolgram.host.plugin.loading.PluginInstance;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts plugins side by side: most of a start is waiting for the disk and for the plugin. A slow start goes on while
 * other changes are made. Used by one thread at a time.
 */
final class PluginStarts {

    /** The time limit of starts that are interrupted. */
    private static final Duration STOP = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Start, CompletableFuture<PluginInstance>> starts = new HashMap<>();
    private final Set<CompletableFuture<PluginInstance>> running = new HashSet<>();

    private record Start(PluginCopy copy, List<PluginInstance> dependencies) {}

    /**
     * Starts a content, or looks how far it is.
     *
     * @param dependencies the instances whose classes it sees
     * @return {@code null} while it is starting
     * @throws PluginRefusedException if it could not start
     */
    @Nullable
    PluginInstance start(PluginCopy copy, List<PluginInstance> dependencies, Callable<PluginInstance> loading)
            throws PluginRefusedException {
        CompletableFuture<PluginInstance> start =
                starts.computeIfAbsent(new Start(copy, dependencies), _ -> submit(loading));
        if (running.contains(start)) {
            return null;
        }
        if (start.isCompletedExceptionally()) {
            throw PluginRefusedException.because(start.exceptionNow());
        }
        return start.resultNow();
    }

    private CompletableFuture<PluginInstance> submit(Callable<PluginInstance> loading) {
        CompletableFuture<PluginInstance> start = new CompletableFuture<>();
        running.add(start);
        threads.execute(() -> {
            try {
                start.complete(loading.call());
            } catch (Throwable e) { // also what a plugin throws
                start.completeExceptionally(e);
            }
        });
        return start;
    }

    /** Waits until a start has ended. Returns whether one has. */
    boolean awaitEnd(Duration patience) {
        if (patience.isPositive()) {
            try {
                CompletableFuture.anyOf(running.toArray(CompletableFuture[]::new))
                        .get(patience.toNanos(), TimeUnit.NANOSECONDS);
                return takeEnds();
            } catch (ExecutionException e) {
                return takeEnds(); // start() throws it
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException e) {
                // still starting
            }
        }
        return false;
    }

    /** Takes note of the starts that have ended. Returns whether there are any. */
    boolean takeEnds() {
        return running.removeIf(Future::isDone);
    }

    /** The contents that are starting, or have started and wait for others. */
    Stream<PluginCopy> copies() {
        return starts.keySet().stream().map(Start::copy);
    }

    /** Forgets all starts when none is running: until then, one that has started may be needed together with it. */
    List<PluginInstance> takeUnused(Collection<PluginInstance> active) {
        starts.values()
                .removeIf(start -> !running.contains(start)
                        && !start.isCompletedExceptionally()
                        && active.contains(start.resultNow()));
        return running.isEmpty() ? takeAll() : List.of();
    }

    private List<PluginInstance> takeAll() {
        List<PluginInstance> started = starts.values().stream()
                .filter(start -> start.state() == Future.State.SUCCESS)
                .map(Future::resultNow)
                .toList();
        starts.clear();
        return started;
    }

    /** Interrupts what is starting. Returns the instances that are not active. */
    List<PluginInstance> stop() {
        threads.shutdownNow();
        try {
            boolean _ = threads.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return takeAll();
    }
}
