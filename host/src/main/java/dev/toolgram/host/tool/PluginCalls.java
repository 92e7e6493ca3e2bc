package dev.toolgram.host.tool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls of one version of a plugin: admits them until that version retires, and counts those that are stuck.
 * Thread-safe.
 */
public final class PluginCalls {

    /** The time that a call may take to end after its interruption before it counts as stuck. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The plugin gets no more calls with this many stuck: an endless loop keeps a carrier of virtual threads. */
    static final int MAX_STUCK = 8;

    private final String plugin;
    private final ClassLoader classes;
    private final AtomicInteger stuck = new AtomicInteger();
    private int active;
    private boolean retired;
    private boolean expedited;
    private long expeditedSince;

    /** Calls of tools that are part of the host. */
    public PluginCalls() {
        this("toolgram", PluginCalls.class.getClassLoader());
    }

    /**
     * Calls of a plugin.
     *
     * @param plugin its id and its version, for the log
     * @param classes the context class loader during a call
     */
    public PluginCalls(String plugin, ClassLoader classes) {
        this.plugin = plugin;
        this.classes = classes;
    }

    String plugin() {
        return plugin;
    }

    ClassLoader classes() {
        return classes;
    }

    /** Admits a call, unless this version has retired; after {@code true} the caller must {@link #leave}. */
    synchronized boolean enter() {
        if (retired) {
            return false;
        }
        active++;
        return true;
    }

    /** A call has ended: its thread runs no code of the plugin any more. */
    synchronized void leave() {
        active--;
        notifyAll();
    }

    /** Admits no more calls. The registry must have other tools by now. */
    public synchronized void retire() {
        retired = true;
    }

    /** Shortens the wait in {@link #awaitEnd} to what an interrupted call needs. */
    public synchronized void expedite() {
        expeditedSince = System.nanoTime();
        expedited = true;
        notifyAll();
    }

    /**
     * Waits until every call has ended, unless that is {@linkplain #expedite expedited}.
     *
     * @return the number of calls that have not ended
     */
    public synchronized int awaitEnd(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (active > 0) {
                long last = expedited ? Math.min(end, expeditedSince + PATIENCE.toNanos()) : end;
                long left = TimeUnit.NANOSECONDS.toMillis(last - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return active;
    }

    void gotStuck() {
        stuck.incrementAndGet();
    }

    void recovered() {
        stuck.decrementAndGet();
    }

    /** The number of calls that were interrupted a while ago and still run. */
    int stuck() {
        return stuck.get();
    }
}
