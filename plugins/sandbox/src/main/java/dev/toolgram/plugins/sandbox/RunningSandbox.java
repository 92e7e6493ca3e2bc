package dev.toolgram.plugins.sandbox;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox that runs now. Static, because the network and the tools are two extensions: PF4J makes each without
 * arguments, and all they share is this plugin's class loader.
 */
public final class RunningSandbox {
    private static final AtomicReference<@Nullable Sandbox> CURRENT = new AtomicReference<>();

    private RunningSandbox() {}

    static void set(Sandbox sandbox) {
        CURRENT.set(sandbox);
    }

    static void forget(Sandbox sandbox) {
        CURRENT.compareAndSet(sandbox, null);
    }

    /**
     * The sandbox.
     *
     * @throws ToolException when none runs, because the host talks to another network
     */
    public static Sandbox get() {
        Sandbox sandbox = CURRENT.get();
        if (sandbox == null) {
            throw new ToolException(ErrorCode.NOT_READY, "No sandbox runs: start with TOOLGRAM_TELEGRAM=sandbox");
        }
        return sandbox;
    }
}
