package dev.toolgram.host.plugin;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads of one version of a plugin. Its code runs in a group of threads of its own, which the threads that it
 * starts belong to as well, so that they can be found and ended with it.
 */
final class PluginThreads {

    private final ThreadGroup group;
    private final ClassLoader classes;

    /** @param name names the group */
    PluginThreads(String name, ClassLoader classes) {
        this.group = new ThreadGroup(name);
        this.classes = classes;
    }

    ThreadGroup group() {
        return group;
    }

    /**
     * Runs the plugin's code, at most for a while; then it is interrupted and left alone.
     *
     * @param what the end of "it did not …"
     * @throws PluginRefusedException if it took longer or threw
     */
    <T> T call(String what, Duration limit, Callable<T> work) throws PluginRefusedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform()
                .group(group)
                .name(group.getName() + ": " + what)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(task);
        thread.setContextClassLoader(classes);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw PluginRefusedException.because(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new PluginRefusedException("it did not %s within %d s".formatted(what, limit.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginRefusedException("Toolgram is shutting down", e);
        } finally {
            thread.interrupt(); // where it has ended, this does nothing
        }
    }

    /**
     * Interrupts what still runs, and waits a little.
     *
     * @return the names of the threads that run on
     */
    List<String> end(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<Thread> threads = mine();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                var _ = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return mine().stream().map(Thread::getName).sorted().toList();
    }

    private List<Thread> mine() {
        ThreadGroup root = group;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        // The count is an estimate; a list that is full may have left some out.
        Thread[] all = new Thread[root.activeCount() + 16];
        while (root.enumerate(all) == all.length) {
            all = new Thread[all.length * 2];
        }
        return Arrays.stream(all)
                .filter(Objects::nonNull)
                .filter(thread -> thread != Thread.currentThread() && isMine(thread))
                .toList();
    }

    @SuppressWarnings("ReferenceEquality") // a class loader is itself and no other
    private boolean isMine(Thread thread) {
        ThreadGroup itsGroup = thread.getThreadGroup(); // null when it has just ended
        return itsGroup != null
                && (group.parentOf(itsGroup)
                        || thread.getContextClassLoader() == classes
                        || thread.getClass().getClassLoader() == classes);
    }
}
