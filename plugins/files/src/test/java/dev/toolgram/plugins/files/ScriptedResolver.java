package dev.toolgram.plugins.files;

import dev.toolgram.api.net.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server with scripted answers, which may differ for each lookup. */
final class ScriptedResolver implements Resolver {

    private final Map<String, Deque<List<InetAddress>>> answers = new ConcurrentHashMap<>();
    private final List<String> lookups = new CopyOnWriteArrayList<>();

    /** Adds the next answer for a name; the last one is repeated. */
    void answer(String name, String... addresses) {
        answers.computeIfAbsent(name, _ -> new ArrayDeque<>())
                .add(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    /** All names looked up, in order. */
    List<String> lookups() {
        return lookups;
    }

    @Override
    public List<InetAddress> resolve(String name) throws UnknownHostException {
        lookups.add(name);
        Deque<List<InetAddress>> left = answers.get(name);
        if (left == null) {
            throw new UnknownHostException(name);
        }
        return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
}
