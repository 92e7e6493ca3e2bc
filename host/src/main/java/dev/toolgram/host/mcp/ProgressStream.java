package dev.toolgram.host.mcp;

import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.Cancellation;
import dev.toolgram.host.tool.ProgressListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to a call whose client wants to hear how far it is: a stream that begins with the first progress. The call
 * runs on a thread of its own and never waits for the client.
 */
final class ProgressStream implements Reply.Stream, ProgressListener {

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** So that the few steps of a short call are all told; of more, the last one replaces the one before it. */
    private static final int MAX_WAITING = 3;

    private final JsonNode id;
    private final JsonNode token;
    private final Deque<ObjectNode> waiting = new ArrayDeque<>();
    private @Nullable Reply end;

    private ProgressStream(JsonNode id, JsonNode token) {
        this.id = id;
        this.token = token;
    }

    /** A call that is about to be made. */
    @FunctionalInterface
    interface Run {
        /** Makes it, blocking, and never throws. */
        Reply run(ProgressListener listener, Cancellation cancellation);
    }

    /** Makes a call and waits until it has ended or made progress: its reply, or a stream that ends with it. */
    static Reply of(JsonNode id, JsonNode token, Run call) {
        ProgressStream stream = new ProgressStream(id, token);
        Cancellation cancellation = new Cancellation();
        Thread.ofVirtual().name("progress").start(() -> stream.end(call.run(stream, cancellation)));
        try {
            return stream.begin();
        } catch (InterruptedException e) {
            cancellation.cancel();
            Thread.currentThread().interrupt();
            return new Reply.Silence();
        }
    }

    @Override
    public synchronized void progressed(double progress, @Nullable Double total, @Nullable String message) {
        if (end != null) {
            return;
        }
        ObjectNode params = StrictJson.object();
        params.set("progressToken", token);
        params.put("progress", progress);
        if (total != null) {
            params.put("total", total);
        }
        if (message != null) {
            params.put("message", message);
        }
        if (waiting.size() == MAX_WAITING) {
            waiting.removeLast();
        }
        waiting.addLast(Message.notification("notifications/progress", params));
        notifyAll();
    }

    private synchronized void end(Reply reply) {
        end = reply;
        notifyAll();
    }

    private synchronized Reply begin() throws InterruptedException {
        while (waiting.isEmpty() && end == null) {
            wait();
        }
        return waiting.isEmpty() && end != null ? end : this;
    }

    @Override
    public void writeTo(EventStream out) throws IOException {
        while (true) {
            await(EventStream.KEEP_ALIVE, () -> end != null || !waiting.isEmpty());
            ObjectNode next;
            Reply reply;
            synchronized (this) {
                next = waiting.poll();
                reply = end;
            }
            if (next != null) {
                out.send(next);
                await(PAUSE, () -> end != null);
            } else if (reply == null) {
                out.keepAlive();
            } else {
                if (reply instanceof Reply.Final response) {
                    out.send(Message.response(id, response));
                }
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
            throw new InterruptedIOException("the host stops");
        }
    }
}
