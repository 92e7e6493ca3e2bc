package dev.toolgram.plugins.sandbox.mtproto;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The number of calls per method, including unknown methods. Thread-safe. */
public final class CallCounts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String method) {
        counts.computeIfAbsent(method, key -> new LongAdder()).increment();
    }

    /** By name. */
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        counts.forEach((method, count) -> snapshot.put(method, count.sum()));
        return snapshot;
    }

    /** Begins again at zero. */
    public void reset() {
        counts.clear();
    }
}
