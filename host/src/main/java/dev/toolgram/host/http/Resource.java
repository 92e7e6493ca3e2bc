package dev.toolgram.host.http;

import java.nio.file.Path;
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
    private final boolean takesFiles;
    private final @Nullable Path forms;

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
        this(handlers, allow, false, null);
    }

    private Resource(SequencedMap<String, Handler> handlers, String allow, boolean takesFiles, @Nullable Path forms) {
        this.handlers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(handlers));
        this.allow = allow;
        this.takesFiles = takesFiles;
        this.forms = forms;
    }

    /** This resource with larger bodies, which may hold files. */
    public Resource withFiles() {
        return new Resource(handlers, allow, true, forms);
    }

    /**
     * This resource with files, also in {@code multipart/form-data}.
     *
     * @param folder where the files of a form are until it is answered
     */
    public Resource withForms(Path folder) {
        return new Resource(handlers, allow, true, folder);
    }

    /** The largest body that is not a form, also after decompression. */
    int maxBody() {
        return takesFiles ? Limits.MAX_BODY_WITH_FILES : Limits.MAX_BODY;
    }

    /** The folder for the files of a form; {@code null} if it takes no forms. */
    @Nullable
    Path forms() {
        return forms;
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
