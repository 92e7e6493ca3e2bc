package dev.toolgram.host.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a request. Segments are split before they are decoded, so an encoded slash stays part of its segment.
 * Immutable.
 */
public final class RequestPath {

    private final String text;
    private final List<String> segments;
    private final boolean slash;

    private RequestPath(String text, List<String> segments, boolean slash) {
        this.text = text;
        this.segments = segments;
        this.slash = slash;
    }

    /** Decodes a path; a slash at its end is ignored. */
    static RequestPath decode(String raw) throws UrlDecoder.MalformedException {
        boolean endsWithSlash = raw.endsWith("/");
        String path = endsWithSlash ? raw.substring(0, raw.length() - 1) : raw;
        List<String> segments = new ArrayList<>(4);
        for (int start = 1; start <= path.length(); ) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            segments.add(UrlDecoder.segment(path.substring(start, end)));
            start = end + 1;
        }
        if (path.indexOf('%') < 0) {
            return new RequestPath(path, segments, endsWithSlash);
        }
        StringBuilder text = new StringBuilder(path.length());
        segments.forEach(segment -> text.append('/').append(segment.replace("/", "%2F")));
        return new RequestPath(text.toString(), segments, endsWithSlash);
    }

    /** The decoded segments. */
    public List<String> segments() {
        return segments;
    }

    /** Whether there was a slash at the end; it matters for relative references alone. */
    public boolean endsWithSlash() {
        return slash;
    }

    /** The decoded path, in which a slash inside a segment is written {@code %2F}; empty for the root. */
    @Override
    public String toString() {
        return text;
    }
}
