package dev.toolgram.host.tool;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The calls of one plugin for as long as one version of it is loaded: lets them in until that version retires, gives
 * each a thread, and knows which ones were given up and run all the same. Thread-safe.
 */
public final class PluginCalls {

    /** How long a call that was interrupted may take to end before it counts as stuck. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** So many calls may be stuck; with more, they would eat the processor that everybody else needs. */
    static final int MAX_STUCK = 8;

    /** So many calls may run at once; others wait for their turn, without a thread of the operating system. */
    static final int MAX_AT_ONCE = 128;

    private final ThreadGroup group;
    private final ClassLoader classes;
    private final Semaphore turns = new Semaphore(MAX_AT_ONCE);
    private final Map<Thread, Long> givenUp = new ConcurrentHashMap<>();
    private int inside;
    private boolean retired;
    private boolean hurried;
    private long hurriedSince;

    /** Calls of tools that are part of the host. */
    public PluginCalls() {
        this(Thread.currentThread().getThreadGroup(), PluginCalls.class.getClassLoader());
    }

    /**
     * Calls of a plugin.
     *
     * @param group where its threads belong
     * @param classes the context class loader of its threads
     */
    public PluginCalls(ThreadGroup group, ClassLoader classes) {
        this.group = group;
        this.classes = classes;
    }

    /** A call begins, unless this version has retired; whoever gets {@code true} must {@link #leave}. */
    synchronized boolean enter() {
        if (retired) {
            return false;
        }
        inside++;
        return true;
    }

    /** A call has ended, for good: its thread runs no code of the plugin any more. */
    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Lets no more calls in. The registry must have other tools by now. */
    public synchronized void retire() {
        retired = true;
    }

    /** Whoever waits for the end of the calls waits for what is about to end, and no longer. */
    public synchronized void hurry() {
        hurriedSince = System.nanoTime();
        hurried = true;
        notifyAll();
    }

    /**
     * Waits until every call has ended, or somebody is in a {@link #hurry}.
     *
     * @return how many have not
     */
    public synchronized int awaitEnd(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (inside > 0) {
                long last = hurried ? Math.min(end, hurriedSince + PATIENCE.toNanos()) : end;
                long left = TimeUnit.NANOSECONDS.toMillis(last - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return inside;
    }

    /** Waits for one of the places; whoever gets {@code true} must {@link #yieldTurn}. */
    boolean awaitTurn(Duration patience) throws InterruptedException {
        return turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    void yieldTurn() {
        turns.release();
    }

    /**
     * A thread for one call, and never for a second one: what the plugin leaves in it (thread-locals, a context class
     * loader) would keep the plugin's classes alive. A platform thread, because an endless loop on a virtual one holds
     * on to its carrier, and a few of those stop the whole host.
     */
    Thread thread(String name, Runnable call) {
        Thread thread = Thread.ofPlatform()
                .group(group)
                .name(name)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(call);
        thread.setContextClassLoader(classes);
        return thread;
    }

    /** The caller has gone, and the thread was interrupted. */
    void giveUp(Thread call) {
        if (call.isAlive()) {
            givenUp.put(call, System.nanoTime());
        }
    }

    /** How many calls were given up some time ago and still run. */
    int stuck() {
        givenUp.keySet().removeIf(call -> !call.isAlive());
        long now = System.nanoTime();
        return (int) givenUp.values().stream()
                .filter(since -> now - since >= PATIENCE.toNanos())
                .count();
    }
}
