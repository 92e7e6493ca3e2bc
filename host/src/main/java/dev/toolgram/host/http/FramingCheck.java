package dev.toolgram.host.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses requests whose end Undertow would misjudge: it reads a length modulo 2^64, every transfer encoding as chunked,
 * and a malformed chunk size as the end of the body or as a reason to close the connection without a response. Chunks
 * that arrive later than the request's head are left to Undertow.
 */
final class FramingCheck implements HttpHandler {

    /** More digits may overflow a long. */
    private static final int MAX_DIGITS = 18;

    /** Up to 15 digits, perhaps an extension (RFC 9112, section 7.1). */
    private static final Pattern CHUNK_SIZE = Pattern.compile("0*([0-9a-fA-F]{1,15})[ \\t]*(?:;[^\r\n]*)?\r?\n");

    private final HttpHandler next;

    FramingCheck(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderMap headers = exchange.getRequestHeaders();
        String length = headers.getFirst(Headers.CONTENT_LENGTH);
        String encoding = headers.getFirst(Headers.TRANSFER_ENCODING);
        if (length != null && length.length() > MAX_DIGITS) {
            ResponseSender.refuseAndClose(exchange, 400, "Invalid Content-Length.");
        } else if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
            ResponseSender.refuseAndClose(exchange, 400, "Invalid Transfer-Encoding: use chunked.");
        } else if (encoding != null && !hasValidChunks(exchange)) {
            ResponseSender.refuseAndClose(exchange, 400, "Invalid chunk size.");
        } else {
            next.handleRequest(exchange);
        }
    }

    private static boolean hasValidChunks(HttpServerExchange exchange) {
        PooledByteBuffer arrived = ((HttpServerConnection) exchange.getConnection()).getExtraBytes();
        if (arrived == null) {
            return true;
        }
        String bytes = StandardCharsets.ISO_8859_1
                .decode(arrived.getBuffer().duplicate())
                .toString();
        Matcher size = CHUNK_SIZE.matcher(bytes);
        int at = 0;
        while (bytes.indexOf('\n', at) >= 0) {
            if (!size.region(at, bytes.length()).lookingAt()) {
                return false;
            }
            long length = Long.parseLong(size.group(1), 16);
            if (length == 0 || length > bytes.length()) {
                return true;
            }
            at = size.end() + (int) length + 2; // and the line end after the data
        }
        return true;
    }
}
