package dev.toolgram.host.cli;

import dev.toolgram.host.Resources;
import java.util.concurrent.CountDownLatch;

/**
 * The end of the process by a signal, at whatever moment it comes: what is open by then is closed, and the exit code is
 * that of a success. TDLib must close before the process ends, or it repairs its database at the next start.
 */
final class ShutdownHook {

    private final Thread hook;
    private volatile boolean begun;

    private ShutdownHook(Resources everything) {
        hook = Thread.ofPlatform().name("shutdown").unstarted(() -> {
            begun = true;
            everything.close();
            // A signal's own exit code would tell a supervisor that this end was a failure.
            Runtime.getRuntime().halt(0);
        });
    }

    /** Signals are taken care of from now on. */
    static ShutdownHook closing(Resources everything) {
        ShutdownHook end = new ShutdownHook(everything);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /** Whether a signal has come: what fails from then on fails because of that. */
    boolean hasBegun() {
        return begun;
    }

    /** The process ends by itself, in its own way. Does not return when a signal was faster. */
    void cancel() throws InterruptedException {
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            await();
        }
    }

    /** Does not return: the signal ends the process. */
    void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
