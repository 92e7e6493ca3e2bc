package dev.toolgram.host.events.sink;

import dev.toolgram.api.EventSink;
import dev.toolgram.host.config.EditDistance;
import dev.toolgram.host.events.EventFilter;
import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.events.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Pattern;

/** The sinks of all plugins. Plugins start before the log of events is open: their sinks wait for it. Thread-safe. */
public final class Sinks implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Duration LAST_EVENT = Duration.ofSeconds(1);

    private final SinkTimes times;
    private final CompletableFuture<EventLog> events = new CompletableFuture<>();
    private final Map<Object, List<SinkRunner>> byOwner = new IdentityHashMap<>();
    private final Map<String, SinkRunner> running = new HashMap<>();
    private boolean closed;

    public Sinks() {
        this(SinkTimes.STANDARD);
    }

    Sinks(SinkTimes times) {
        this.times = times;
    }

    /** Sets the log, once it is open. */
    public void connect(EventLog log) {
        boolean _ = events.complete(log);
    }

    /**
     * Takes the sinks of a plugin that starts. They get nothing before {@link #handOver}.
     *
     * @param owner stands for this version of the plugin
     * @param threads makes the plugin's threads
     * @throws IllegalArgumentException if the names or types are wrong, with a message for the operator
     */
    public void add(Object owner, String pluginId, String version, Collection<EventSink> sinks, ThreadFactory threads) {
        List<SinkRunner> added = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (EventSink sink : sinks) {
            String name = sink.name();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "sink '%s': a name is a lower-case letter, then up to 39 lower-case letters, digits and dashes"
                                .formatted(name));
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException("it has two sinks named '%s'".formatted(name));
            }
            added.add(new SinkRunner(
                    "%s of plugin %s %s".formatted(name, pluginId, version),
                    "sink:%s/%s".formatted(pluginId, name),
                    sink,
                    filter(name, sink.types()),
                    times,
                    threads));
        }
        synchronized (this) {
            byOwner.put(owner, List.copyOf(added));
        }
    }

    private static EventFilter filter(String sink, Set<String> names) {
        Set<EventType> types = new HashSet<>();
        for (String name : names) {
            types.add(EventType.of(name)
                    .orElseThrow(() -> new IllegalArgumentException("sink '%s': '%s' is not a type of events%s"
                            .formatted(
                                    sink,
                                    name,
                                    EditDistance.nearest(
                                                    name,
                                                    Arrays.stream(EventType.values())
                                                            .map(EventType::toString)
                                                            .toList())
                                            .map(": did you mean '%s'?"::formatted)
                                            .orElse("")))));
        }
        return new EventFilter(types, Set.of(), null);
    }

    /** Ends the sinks of some versions of plugins, and begins those of others, each when its predecessor has ended. */
    public synchronized void handOver(Collection<?> from, Collection<?> to) {
        from.forEach(owner -> byOwner.getOrDefault(owner, List.of()).forEach(SinkRunner::stop));
        for (Object owner : to) {
            for (SinkRunner runner : closed ? List.<SinkRunner>of() : byOwner.getOrDefault(owner, List.of())) {
                runner.start(events, running.put(runner.key(), runner));
            }
        }
    }

    /** Ends the sinks of a plugin and forgets them. A call that still runs after the time-out is interrupted. */
    public void close(Object owner, Duration timeout) {
        List<SinkRunner> removed;
        synchronized (this) {
            List<SinkRunner> known = byOwner.remove(owner);
            removed = known == null ? List.of() : known;
        }
        removed.forEach(SinkRunner::stop);
        removed.forEach(runner -> runner.finish(timeout));
        synchronized (this) {
            removed.forEach(runner -> running.remove(runner.key(), runner));
        }
    }

    /** Ends all sinks. */
    @Override
    public void close() {
        List<Object> owners;
        synchronized (this) {
            closed = true;
            byOwner.values().forEach(runners -> runners.forEach(SinkRunner::stop));
            owners = List.copyOf(byOwner.keySet());
        }
        owners.forEach(owner -> close(owner, LAST_EVENT));
    }
}
