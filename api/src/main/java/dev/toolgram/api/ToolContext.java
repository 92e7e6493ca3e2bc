package dev.toolgram.api;

import java.time.Duration;
import java.time.Instant;

/** The facts of one call. Valid until the call returns. Thread-safe. */
public interface ToolContext {

    /** The door through which the call came. */
    enum Caller {
        /** A REST route or {@code POST /api/tools/{name}}. */
        REST,
        /** MCP {@code tools/call}. */
        MCP
    }

    /**
     * The id that the caller sees in the answer and the operator sees in the log. What a tool logs through SLF4J on the
     * thread of the call carries it by itself.
     */
    String requestId();

    /** The door through which the call came. */
    Caller caller();

    /**
     * When the caller stops waiting. {@link dev.toolgram.api.telegram.TelegramClient} honours it by itself; other
     * blocking work should.
     */
    Instant deadline();

    /** The time left until {@link #deadline()}; zero when it has passed, never negative. */
    default Duration remaining() {
        Duration left = Duration.between(Instant.now(), deadline());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
