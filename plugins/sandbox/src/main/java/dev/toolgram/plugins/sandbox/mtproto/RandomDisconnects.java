package dev.toolgram.plugins.sandbox.mtproto;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Bad weather: every connection is cut again and again, at irregular times. Thread-safe. */
public final class RandomDisconnects {
    private final Runnable cut;
    private @Nullable Thread thread;

    RandomDisconnects(Runnable cut) {
        this.cut = cut;
    }

    /** Begins, or changes the pace: the time between two cuts is a half to one and a half of this. */
    public synchronized void begin(Duration pace) {
        end();
        thread = Thread.ofVirtual().name("sandbox-storm").start(() -> rage(pace.toMillis()));
    }

    private void rage(long millis) {
        try {
            while (true) {
                Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1));
                cut.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends; nothing is cut any more. */
    public synchronized void end() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }
}
