package dev.toolgram.host.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What can be told of a request that Undertow could not read.
 *
 * @param method the method, or a hyphen where that is not known
 * @param target what was asked for, or a hyphen
 * @param tls whether it is the beginning of a TLS connection
 */
record UnreadRequest(String method, String target, boolean tls) {

    private static final String UNKNOWN = "-";
    private static final char HANDSHAKE = 0x16;
    private static final Pattern LINE = Pattern.compile("([A-Za-z]{1,20}) (\\S+) HTTP/\\d\\.\\d\r\n");

    /** What the beginning of a request says. */
    static UnreadRequest of(String text) {
        Matcher line = LINE.matcher(text);
        return line.lookingAt()
                ? new UnreadRequest(line.group(1), line.group(2), false)
                : new UnreadRequest(UNKNOWN, UNKNOWN, !text.isEmpty() && text.charAt(0) == HANDSHAKE);
    }

    /** The target without its query. */
    String path() {
        return target.split("\\?", 2)[0];
    }

    /**
     * Why it was refused, as the {@code detail} of an error.
     *
     * @param host whether its {@code Host} is to blame
     */
    JsonNode flaw(boolean host) {
        if (host) {
            return StringNode.valueOf("The Host header is missing, given twice or malformed.");
        }
        if (tls) {
            return StringNode.valueOf("Here is plain HTTP, no TLS: use http:// instead of https://.");
        }
        String[] parts = target.split("\\?", 2);
        try {
            var _ = RequestTarget.path(parts[0]);
            var _ = RequestTarget.query(parts.length > 1 ? parts[1] : "");
        } catch (RequestTarget.MalformedException e) {
            return e.detail();
        }
        return StringNode.valueOf("This is no valid HTTP/1.1 request: its first line or a header is malformed, headers"
                + " contradict each other, or there are too many headers or parameters.");
    }
}
