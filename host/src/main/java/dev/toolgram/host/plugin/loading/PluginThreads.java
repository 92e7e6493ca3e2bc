package dev.toolgram.host.plugin.loading;

import dev.toolgram.host.plugin.archive.PluginRefusedException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the threads on which the host runs one plugin's start, its stop and its listeners. Platform threads: an endless
 * loop on a virtual one would keep its carrier.
 */
final class PluginThreads implements ThreadFactory {

    private final String name;
    private final ClassLoader classes;

    /** @param classes the context class loader of the threads */
    PluginThreads(String name, ClassLoader classes) {
        this.name = name;
        this.classes = classes;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
        thread.setContextClassLoader(classes);
        return thread;
    }

    /**
     * Runs the plugin's code. When the time is up, the thread is interrupted and not waited for.
     *
     * @param what the start or the stop; completes "it did not …"
     * @throws PluginRefusedException if it took longer than the limit or threw
     */
    <T> T call(String what, Duration limit, Callable<T> work) throws PluginRefusedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = newThread(task);
        thread.setName(name + ": " + what);
        try {
            thread.start();
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw PluginRefusedException.because(e.getCause() == null ? e : e.getCause(), what, classes);
        } catch (TimeoutException e) {
            throw new PluginRefusedException("it did not %s within %d s".formatted(what, limit.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginRefusedException("Toolgram is shutting down", e);
        } finally {
            thread.interrupt(); // no effect once it has ended
        }
    }
}
