package dev.toolgram.host.tool;

import dev.toolgram.host.store.Attempt;
import dev.toolgram.host.store.JournaledCall;
import dev.toolgram.host.store.SendJournal;
import dev.toolgram.host.store.SendState;
import dev.toolgram.host.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/** Runs a call once per idempotency key. */
final class JournaledAttempts {

    private JournaledAttempts() {}

    static ToolResult run(SendJournal journal, ToolCall call, CallContext context, Supplier<ToolResult> attempt) {
        while (true) {
            switch (journal.begin(caller(call), call.options().idempotencyKey(), call.tool(), call::content)) {
                case Attempt.Begun(JournaledCall journaled) -> {
                    context.record(journaled);
                    return run(journaled, attempt);
                }
                case Attempt.Answered(var _, byte[] result) -> {
                    return opened(result);
                }
                case Attempt.Mismatch(String tool) -> {
                    return new ToolResult.Conflict(
                            ("This idempotency key belongs to an earlier call of %s with other arguments or files: use a new key"
                                            + " for each new call.")
                                    .formatted(tool));
                }
                case Attempt.Running(JournaledCall other) -> {
                    if (!await(other, context)) {
                        return new ToolResult.TimedOut(
                                "The first call with this idempotency key is still running.",
                                ToolResult.Sent.UNKNOWN,
                                other.isStored() ? other.id() : null);
                    }
                }
            }
        }
    }

    private static String caller(ToolCall call) {
        return call.keyName() == null ? "" : call.keyName();
    }

    private static boolean await(JournaledCall other, CallContext context) {
        try {
            return other.awaitEnd(context.deadline());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ToolResult run(JournaledCall journaled, Supplier<ToolResult> attempt) {
        ToolResult result = new ToolResult.Internal();
        try {
            result = attempt.get();
            return result;
        } finally {
            try {
                journaled.end(
                        switch (result) {
                            case ToolResult.Success _, ToolResult.File _ -> SendState.SENT;
                            case ToolResult.TimedOut _, ToolResult.Cancelled _, ToolResult.Internal _ ->
                                SendState.ASKED;
                            default -> SendState.NOT_SENT;
                        },
                        result instanceof ToolResult.Success success ? stored(success) : null);
            } catch (StoreException e) {
                // It is logged. The outcome of each request is found again when somebody asks.
            }
        }
    }

    /** The recipient on a line of its own, before the result. */
    private static byte[] stored(ToolResult.Success success) {
        byte[] recipient = success.recipient() == null ? new byte[0] : success.recipient();
        return ByteBuffer.allocate(recipient.length + 1 + success.json().length)
                .put(recipient)
                .put((byte) '\n')
                .put(success.json())
                .array();
    }

    private static ToolResult.Success opened(byte[] stored) {
        int line = 0;
        while (stored[line] != '\n') {
            line++;
        }
        return new ToolResult.Success(
                Arrays.copyOfRange(stored, line + 1, stored.length), line == 0 ? null : Arrays.copyOf(stored, line));
    }
}
