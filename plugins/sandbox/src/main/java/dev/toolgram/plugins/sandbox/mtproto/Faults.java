package dev.toolgram.plugins.sandbox.mtproto;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The faults that tests inject. Thread-safe. */
public final class Faults {
    private record Failure(RpcError error, int times) {}

    private final Map<String, Failure> failures = new HashMap<>();
    private final Map<String, Integer> lostAnswers = new HashMap<>();
    private final Map<String, Duration> delays = new HashMap<>();
    private final Set<String> hanging = new HashSet<>();
    private final List<Runnable> hangingCalls = new ArrayList<>();
    private volatile int cutEveryFrames;
    private boolean frozen;

    /** Lets the next calls of a method fail; {@code times} -1 is for ever. */
    public synchronized void fail(String method, RpcError error, int times) {
        failures.put(method, new Failure(error, times));
    }

    /** Lets the next calls of a method be done, and their answers be lost together with the connection. */
    public synchronized void loseAnswers(String method, int times) {
        lostAnswers.put(method, times);
    }

    /** Lets calls of a method wait until {@link #clear()}. */
    public synchronized void hang(String method) {
        hanging.add(method);
    }

    /** Lets the answers to a method come so much later. */
    public synchronized void delay(String method, Duration time) {
        delays.put(method, time);
    }

    /**
     * Lets everything wait until {@link #clear()}: connections are accepted, and nothing comes back. Those that waited
     * are cut then, because their clients may have given them up.
     */
    public synchronized void freeze() {
        frozen = true;
    }

    /** Cuts a connection at one frame in so many, chosen at random; 0 stops that. */
    public void cutEveryFrames(int frames) {
        cutEveryFrames = frames;
    }

    /** Lets everything go right again; calls that hang are answered now. */
    public void clear() {
        List<Runnable> waiting;
        synchronized (this) {
            failures.clear();
            lostAnswers.clear();
            delays.clear();
            hanging.clear();
            frozen = false;
            notifyAll();
            waiting = List.copyOf(hangingCalls);
            hangingCalls.clear();
        }
        cutEveryFrames = 0;
        waiting.forEach(Runnable::run);
    }

    synchronized boolean shouldHang(String method, Runnable call) {
        return hanging.contains(method) && hangingCalls.add(call);
    }

    /** Returns once nothing is frozen, and says whether it had to wait for that. */
    synchronized boolean awaitUnfreeze() throws InterruptedException {
        boolean waited = frozen;
        while (frozen) {
            wait();
        }
        return waited;
    }

    synchronized Duration delayOf(String method) {
        return delays.getOrDefault(method, Duration.ZERO);
    }

    synchronized @Nullable RpcError takeFailure(String method) {
        Failure failure = failures.get(method);
        if (failure == null) {
            return null;
        }
        if (failure.times == 1) {
            failures.remove(method);
        } else if (failure.times > 1) {
            failures.put(method, new Failure(failure.error, failure.times - 1));
        }
        return failure.error;
    }

    synchronized boolean takeLostAnswer(String method) {
        Integer times = lostAnswers.get(method);
        if (times == null) {
            return false;
        }
        if (times == 1) {
            lostAnswers.remove(method);
        } else {
            lostAnswers.put(method, times - 1);
        }
        return true;
    }

    boolean cutsThisFrame() {
        int frames = cutEveryFrames;
        return frames > 0 && ThreadLocalRandom.current().nextInt(frames) == 0;
    }
}
