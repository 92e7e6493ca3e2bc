package dev.toolgram.host.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The handlers at one path by method, in the order in which {@code Allow} lists them. Immutable. */
public final class Resource {

    /** Answers a request, blocking, on a virtual thread. Any exception becomes a 500 without details. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers.
         *
         * @return the response, or {@code null} when it goes through {@link Request#answer}, perhaps from another thread
         */
        @Nullable
        Response handle(Request request);
    }

    private final SequencedMap<String, Handler> handlers;
    private final String allow;

    /**
     * A resource with a handler for each method.
     *
     * @param handlers by method, at least one
     */
    public Resource(SequencedMap<String, Handler> handlers) {
        this(
                handlers,
                handlers.keySet().stream()
                        .filter(method -> !method.equals("HEAD"))
                        .collect(Collectors.joining(", ")));
    }

    /**
     * A resource that lists fewer methods than it has.
     *
     * @param handlers by method, at least one
     * @param allow the value of {@code Allow}
     */
    public Resource(SequencedMap<String, Handler> handlers, String allow) {
        this.handlers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(handlers));
        this.allow = allow;
    }

    /** A resource with one method. */
    public static Resource of(String method, Handler handler) {
        return new Resource(new LinkedHashMap<>(Map.of(method, handler)));
    }

    /** The handlers by method. */
    public SequencedMap<String, Handler> handlers() {
        return handlers;
    }

    /** The handler of a method; {@code HEAD} is answered by that of {@code GET}. */
    @Nullable
    Handler handler(String method) {
        Handler handler = handlers.get(method);
        return handler == null && method.equals("HEAD") ? handlers.get("GET") : handler;
    }

    /** The value of {@code Allow}; {@code HEAD} is implied. */
    String allow() {
        return allow;
    }
}
