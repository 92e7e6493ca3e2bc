package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.json.VisibleText;
import dev.toolgram.host.mcp.wire.EventStream;
import dev.toolgram.host.mcp.wire.JsonRpc;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.observe.RequestScope;
import dev.toolgram.host.tool.ProgressListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reply to a call: a stream that begins with the first message that is sent before the call ends, or else the plain
 * response. The stream is written by a thread of its own, so that the call never waits for the client.
 */
final class CallStream implements Reply.Stream, ProgressListener {

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** The few steps of a short call are all sent; of more, the last one replaces the one before it. */
    private static final int MAX_WAITING = 3;

    private final JsonNode id;
    private final @Nullable JsonNode token;
    private final String requestId;
    private final Consumer<Reply> out;
    private final Deque<ObjectNode> requests = new ArrayDeque<>();
    private final Deque<ObjectNode> waiting = new ArrayDeque<>();
    private boolean streaming;
    private Reply.@Nullable Final end;

    /**
     * Nothing is sent yet.
     *
     * @param id the call's
     * @param token the client's name for the progress; {@code null} if it did not ask for progress
     * @param out gets this stream, or the response alone
     */
    CallStream(JsonNode id, @Nullable JsonNode token, String requestId, Consumer<Reply> out) {
        this.id = id;
        this.token = token;
        this.requestId = requestId;
        this.out = out;
    }

    @Override
    public synchronized void progressed(double progress, @Nullable Double total, @Nullable String message) {
        if (end != null || token == null) {
            return;
        }
        ObjectNode params = StrictJson.object();
        params.set("progressToken", token);
        params.put("progress", progress);
        if (total != null) {
            params.put("total", total);
        }
        if (message != null) {
            params.put("message", VisibleText.of(message));
        }
        if (waiting.size() == MAX_WAITING) {
            waiting.removeLast();
        }
        waiting.addLast(JsonRpc.notification("notifications/progress", params));
        begin();
    }

    /** Sends a request of the server. */
    synchronized void send(ObjectNode request) {
        if (end == null) {
            requests.addLast(request);
            begin();
        }
    }

    private void begin() {
        notifyAll();
        if (!streaming) {
            streaming = true;
            var _ = Thread.ofVirtual().name("mcp-progress").start(this::stream);
        }
    }

    private void stream() {
        try (var _ = RequestScope.of(requestId)) {
            out.accept(this);
        }
    }

    /** Sends the response of the call, as the end of the stream if there is one. */
    void end(Reply.Final response) {
        synchronized (this) {
            end = response;
            notifyAll();
            if (streaming) {
                return;
            }
        }
        out.accept(response);
    }

    @Override
    public void writeTo(EventStream events) throws IOException {
        while (true) {
            await(EventStream.KEEP_ALIVE, () -> end != null || !requests.isEmpty() || !waiting.isEmpty());
            ObjectNode request;
            ObjectNode next;
            Reply.Final response;
            synchronized (this) {
                request = requests.poll();
                next = request == null ? waiting.poll() : null;
                response = end;
            }
            if (request != null) {
                events.send(request);
            } else if (next != null) {
                events.send(next);
                await(PAUSE, () -> end != null);
            } else if (response == null) {
                events.keepAlive();
            } else {
                events.send(JsonRpc.response(id, response));
                return;
            }
        }
    }

    private synchronized void await(Duration patience, BooleanSupplier condition) throws InterruptedIOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos();
                    !condition.getAsBoolean() && left > 0;
                    left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the host is shutting down");
        }
    }
}
