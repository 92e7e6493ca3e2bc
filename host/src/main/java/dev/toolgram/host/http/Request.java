package dev.toolgram.host.http;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request that has passed the gate, read in full. */
public final class Request {

    private final String id;
    private final Map<String, List<String>> query;
    private final Function<String, @Nullable String> headers;
    private final byte[] body;

    Request(String id, Map<String, List<String>> query, Function<String, @Nullable String> headers, byte[] body) {
        this.id = id;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /** What the caller sees in the answer and the operator in the log. */
    public String id() {
        return id;
    }

    /** The decoded query parameters in the order of their first appearance, each with all its values. */
    public Map<String, List<String>> query() {
        return query;
    }

    /** The first header of this name, in whatever case; {@code null} when there is none. */
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    /** The body, empty when there was none. Not copied: leave it as it is. */
    public byte[] body() {
        return body;
    }
}
