package dev.toolgram.host.tool;

/** Thrown when the host itself refuses a call; nothing was sent. */
public final class CallRefusedException extends RuntimeException {

    private final transient ToolResult result;

    /** @param result {@link ToolResult.Forbidden}, {@link ToolResult.Paced} or {@link ToolResult.Conflict} */
    public CallRefusedException(ToolResult result) {
        super(result.toString(), null, false, false);
        this.result = result;
    }

    ToolResult result() {
        return result;
    }
}
