package dev.toolgram.host.events;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last known state of some things, because TDLib also sends updates in which what matters has not changed.
 * Not thread-safe.
 */
final class Recent {

    private static final int MAX = 20_000;

    private final Map<String, String> states = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX;
        }
    };

    /** Learns a state that is not an event. */
    void learn(String subject, String state) {
        states.put(subject, state);
    }

    /** The state before; {@code null} if unknown. */
    @Nullable
    String replace(String subject, String state) {
        return states.put(subject, state);
    }
}
