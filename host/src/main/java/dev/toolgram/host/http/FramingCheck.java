package dev.toolgram.host.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;

/**
 * Refuses requests whose end Undertow would misjudge: it reads a length modulo 2^64, every transfer encoding as chunked,
 * and a malformed chunk size as the end of the body or as a reason to close the connection without a response.
 */
final class FramingCheck implements HttpHandler {

    /** More digits may overflow a long. */
    private static final int MAX_DIGITS = 18;

    private static final String INVALID_CHUNKS = "Invalid chunk size or trailer.";

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
            ResponseSender.refuseAndClose(exchange, 400, INVALID_CHUNKS);
        } else {
            next.handleRequest(exchange);
        }
    }

    /** Checks the chunks that came with the head, and has the others checked as they arrive. */
    private static boolean hasValidChunks(HttpServerExchange exchange) {
        ChunkFraming framing = new ChunkFraming();
        PooledByteBuffer arrived = ((HttpServerConnection) exchange.getConnection()).getExtraBytes();
        if (arrived != null && !framing.accepts(arrived.getBuffer())) {
            return false;
        }
        ClientConnection.of(exchange)
                .received()
                .check(
                        framing,
                        () -> exchange.getIoThread()
                                .execute(() -> ResponseSender.refuseAndClose(exchange, 400, INVALID_CHUNKS)));
        return true;
    }
}
