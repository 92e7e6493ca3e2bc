package dev.toolgram.host.plugin;

import dev.toolgram.host.observe.ForeignFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The threads of one version of a plugin. Its code runs in a group of threads of its own, which the threads that it
 * starts belong to as well, so that they can be found and ended with it. Its virtual threads belong to no group, and
 * cannot be found.
 */
final class PluginThreads implements ThreadFactory {

    static {
        // The JDK makes its one scheduler when somebody needs it first. If that were a plugin, it would be the
        // plugin's.
        var _ = ForkJoinPool.commonPool().schedule(() -> {}, 0, TimeUnit.NANOSECONDS);
    }

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
     * What is left of a plugin that should have ended.
     *
     * @param busy the names of threads that are in its code
     * @param idle the names of threads that are not, as those of an executor that nobody has shut down
     */
    record Remains(List<String> busy, List<String> idle) {}

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = Thread.ofPlatform()
                .group(group)
                .name(group.getName())
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
        thread.setContextClassLoader(classes);
        return thread;
    }

    /**
     * Runs the plugin's code, at most for a while; then it is interrupted and left alone.
     *
     * @param what the end of "it did not …"
     * @throws PluginRefusedException if it took longer or threw
     */
    <T> T call(String what, Duration limit, Callable<T> work) throws PluginRefusedException {
        FutureTask<T> task = new FutureTask<>(work) {
            @Override
            protected void setException(Throwable failure) {
                super.setException(ForeignFailure.safe(failure)); // get() makes words of it
            }
        };
        Thread thread = newThread(task);
        thread.setName(group.getName() + ": " + what);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            throw new PluginRefusedException("it did not %s: %s".formatted(what, e.getMessage()), e);
        }
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

    /** Interrupts what still runs, and waits a little. */
    Remains end(Duration patience) {
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
        List<Thread> left = mine();
        left.forEach(this::detach);
        Map<Boolean, List<String>> names = left.stream()
                .sorted(Comparator.comparing(Thread::getName))
                .collect(Collectors.partitioningBy(
                        this::runsPlugin, Collectors.mapping(Thread::getName, Collectors.toList())));
        return new Remains(names.getOrDefault(true, List.of()), names.getOrDefault(false, List.of()));
    }

    /** Whether it is somewhere in the plugin's code at this moment; an executor's thread without work is not. */
    private boolean runsPlugin(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> Objects.equals(frame.getClassLoaderName(), classes.getName()));
    }

    /** What a thread got from the one that started it would keep the classes in memory, however idle it is. */
    @SuppressWarnings("ReferenceEquality") // a class loader is itself and no other
    private void detach(Thread thread) {
        if (thread.getContextClassLoader() == classes) {
            thread.setContextClassLoader(classes.getParent());
        }
        thread.setUncaughtExceptionHandler(null);
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
