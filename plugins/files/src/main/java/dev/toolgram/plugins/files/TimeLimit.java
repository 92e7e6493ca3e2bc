package dev.toolgram.plugins.files;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends work on the network when the time is up. The work runs on a virtual thread, because interrupting one closes the
 * socket on which it waits; time-outs of sockets alone start anew with every byte.
 */
final class TimeLimit {

    private TimeLimit() {}

    /**
     * Does the work. When this returns or throws, the work has ended and touches nothing any more.
     *
     * @throws TimeoutException if it was ended because it took longer than the limit
     * @throws InterruptedException if it was ended because the calling thread was interrupted
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
