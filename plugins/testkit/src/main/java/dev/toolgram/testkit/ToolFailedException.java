package dev.toolgram.testkit;

/**
 * Thrown when the host answers a call with an error. The message is what the caller reads: for input that does not fit
 * one line {@code field: what is wrong} for each problem, at both doors alike.
 */
public final class ToolFailedException extends RuntimeException {

    private final String tool;
    private final int status;

    ToolFailedException(String tool, int status, String message) {
        super(message);
        this.tool = tool;
        this.status = status;
    }

    /** The tool that was called. */
    public String tool() {
        return tool;
    }

    /**
     * REST's status, for example 400; from MCP, whose tools fail with status 200, that or the status of the protocol's
     * error.
     */
    public int status() {
        return status;
    }
}
