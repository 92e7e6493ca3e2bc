package dev.toolgram.testkit;

/**
 * Thrown if a call returns an error. The message is the one that the caller gets; for invalid input it has
 * one line {@code field: message} per problem, for REST and MCP alike.
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
     * The HTTP status, for example 400. Over MCP it is 200 for an error of the tool, or the status of a protocol
     * error.
     */
    public int status() {
        return status;
    }
}
