package dev.toolgram.host.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What answers at one path: a handler per method, in the order in which {@code Allow} names them. Immutable. */
public final class Resource {

    /** Answers a request, blocking, on a virtual thread. Whatever it throws becomes a 500 without details. */
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
     * A resource that does not answer everybody to all of its methods.
     *
     * @param handlers by method, at least one
     * @param allow the methods that anybody may use, as {@code Allow} names them
     */
    public Resource(SequencedMap<String, Handler> handlers, String allow) {
        this.handlers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(handlers));
        this.allow = allow;
    }

    /** A resource with one method. */
    public static Resource of(String method, Handler handler) {
        return new Resource(new LinkedHashMap<>(Map.of(method, handler)));
    }

    /** The handler of a method; {@code HEAD} is answered by the one of {@code GET}. */
    @Nullable
    Handler handler(String method) {
        Handler handler = handlers.get(method);
        return handler == null && method.equals("HEAD") ? handlers.get("GET") : handler;
    }

    /** The methods that were published; {@code HEAD} comes with HTTP and is not among them. */
    String allow() {
        return allow;
    }
}
