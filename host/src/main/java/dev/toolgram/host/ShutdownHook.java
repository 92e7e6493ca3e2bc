package dev.toolgram.host;

import dev.toolgram.host.observe.Logs;
import java.util.concurrent.CountDownLatch;

/** Closes the host when a signal terminates the process, and exits with code 0. */
public final class ShutdownHook {

    private final Thread hook;
    private volatile boolean begun;

    private ShutdownHook(Resources resources) {
        hook = Thread.ofPlatform().name("shutdown").unstarted(() -> {
            begun = true;
            resources.close();
            Logs.flush();
            // A supervisor would report the exit code of a signal as a failure.
            Runtime.getRuntime().halt(0);
        });
    }

    static ShutdownHook closing(Resources resources) {
        ShutdownHook end = new ShutdownHook(resources);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /** Whether a signal was received; later failures are its consequences. */
    public boolean hasBegun() {
        return begun;
    }

    /** Removes the hook. Does not return if a signal was received before. */
    public void cancel() throws InterruptedException {
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            await();
        }
    }

    /** Waits for a signal, which terminates the process. Does not return. */
    public void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
