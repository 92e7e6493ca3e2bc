package dev.toolgram.plugins.files;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Limits the time of network operations. They run on a virtual thread, because interrupting it closes the
 * socket that it waits on; a socket timeout alone restarts with every byte.
 */
final class TimeLimit {

    private TimeLimit() {}

    /**
     * Runs an operation. When this method returns or throws, the operation has ended.
     *
     * @throws TimeoutException if it took longer than the limit
     * @throws InterruptedException if the calling thread was interrupted
     */
    static <T> T call(Duration limit, Callable<T> work)
            throws UnfetchableException, TimeoutException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = Thread.ofVirtual().name("download").start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            worker.interrupt();
            awaitEnd(worker);
        }
    }

    private static RuntimeException failure(ExecutionException e)
            throws UnfetchableException, TimeoutException, InterruptedException {
        switch (e.getCause()) {
            case UnfetchableException cause -> throw cause;
            case TimeoutException cause -> throw cause;
            case UncheckedIOException cause -> throw cause;
            case RuntimeException cause -> throw cause;
            case null, default -> throw new IllegalStateException(e.getCause());
        }
    }

    private static void awaitEnd(Thread worker) {
        boolean interrupted = Thread.interrupted();
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
