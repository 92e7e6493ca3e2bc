package dev.toolgram.host;

import dev.toolgram.host.observe.Logs;
import java.util.concurrent.CountDownLatch;

/** Closes what is open when a signal ends the process, and ends it with exit code 0. */
public final class ShutdownHook {

    private final Thread hook;
    private volatile boolean begun;

    private ShutdownHook(Resources resources) {
        hook = Thread.ofPlatform().name("shutdown").unstarted(() -> {
            begun = true;
            resources.close();
            Logs.flush();
            // With the exit code of a signal, a supervisor would report a failure.
            Runtime.getRuntime().halt(0);
        });
    }

    static ShutdownHook closing(Resources resources) {
        ShutdownHook end = new ShutdownHook(resources);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /** Whether a signal has come: later failures are its consequences. */
    public boolean hasBegun() {
        return begun;
    }

    /** Leaves the end of the process to the caller. Does not return when a signal came first. */
    public void cancel() throws InterruptedException {
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            await();
        }
    }

    /** Does not return: the signal ends the process. */
    public void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
