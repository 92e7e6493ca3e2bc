package dev.toolgram.host.tool;

import java.util.concurrent.CompletableFuture;

/** Calls tools as the HTTP server does, on a virtual thread each. */
public final class TestCalls {

    private TestCalls() {}

    /** Makes a call and waits for its result, but not for a tool that never returns. */
    public static ToolResult dispatch(ToolDispatcher dispatcher, ToolCall call) {
        CompletableFuture<ToolResult> result = new CompletableFuture<>();
        var _ = Thread.ofVirtual().start(() -> {
            try {
                dispatcher.dispatch(call, result::complete);
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }
}
