package dev.toolgram.host.http;

import io.undertow.Handlers;
import io.undertow.server.HttpServerExchange;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/** A connection to which the host sends texts; what the client sends is ignored. For one sending thread. */
public final class WebSocket {

    /** The code of an end that the host wants. */
    public static final int GOING_AWAY = CloseMessage.GOING_AWAY;
    /** The code of an end because the client may not stay. */
    public static final int POLICY_VIOLATION = CloseMessage.MSG_VIOLATES_POLICY;

    private static final long MAX_RECEIVED = 64L * 1024;

    private final WebSocketChannel channel;

    private WebSocket(WebSocketChannel channel) {
        this.channel = channel;
    }

    /** Answers the handshake; the handler runs on a virtual thread, and the connection is closed when it returns. */
    static void upgrade(HttpServerExchange exchange, Consumer<WebSocket> handler) {
        ClientConnection.of(exchange).upgraded();
        exchange.getIoThread().execute(() -> {
            try {
                Handlers.websocket((_, channel) -> {
                            channel.getReceiveSetter().set(new Ignored());
                            channel.resumeReceives();
                            Thread _ = Thread.ofVirtual().name("websocket").start(() -> serve(channel, handler));
                        })
                        .handleRequest(exchange);
            } catch (Exception e) {
                IoUtils.safeClose(exchange.getConnection());
            }
        });
    }

    private static void serve(WebSocketChannel channel, Consumer<WebSocket> handler) {
        try {
            handler.accept(new WebSocket(channel));
        } finally {
            IoUtils.safeClose(channel);
        }
    }

    /** Answers pings and the end of the connection. */
    private static final class Ignored extends AbstractReceiveListener {
        @Override
        protected long getMaxTextBufferSize() {
            return MAX_RECEIVED;
        }

        @Override
        protected long getMaxBinaryBufferSize() {
            return MAX_RECEIVED;
        }
    }

    /**
     * Sends a text, and waits until the client has taken most of it.
     *
     * @throws IOException if the client has disconnected
     */
    public void send(String text) throws IOException {
        WebSockets.sendTextBlocking(text, channel);
    }

    /**
     * Keeps proxies from closing the connection, and finds a client that is gone.
     *
     * @throws IOException if the client has disconnected
     */
    public void ping() throws IOException {
        WebSockets.sendPingBlocking(ByteBuffer.allocate(0), channel);
    }

    /** Runs an action when the connection ends, on a thread that must not block. */
    public void onClose(Runnable action) {
        channel.addCloseTask(_ -> action.run());
        if (!channel.isOpen()) {
            action.run();
        }
    }

    /** Ends the connection with a code and a reason of at most 123 bytes. */
    public void close(int code, String reason) throws IOException {
        WebSockets.sendCloseBlocking(code, reason, channel);
    }
}
