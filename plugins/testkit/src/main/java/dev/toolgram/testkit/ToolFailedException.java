package dev.toolgram.testkit;

import dev.toolgram.api.ErrorCode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/**
 * Thrown if a call returns an error. The message is the one that the caller gets; for invalid input it has
 * one line {@code field: message} per problem, for REST and MCP alike.
 */
public final class ToolFailedException extends RuntimeException {

    private final String tool;
    private final int status;
    private final Map<String, String> fields;

    ToolFailedException(String tool, int status, String message, Map<String, String> fields) {
        super(message);
        this.tool = tool;
        this.status = status;
        this.fields = Collections.unmodifiableMap(fields);
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

    /**
     * The reason. Empty over MCP, which does not report it, and for statuses without a code, for example 404 for an
     * unknown tool.
     */
    public Optional<ErrorCode> code() {
        return Optional.ofNullable(
                switch (status) {
                    case 400 -> ErrorCode.INVALID_INPUT;
                    case 403 -> ErrorCode.FORBIDDEN;
                    case 429 -> ErrorCode.PACED;
                    case 500 -> ErrorCode.INTERNAL;
                    case 502 -> ErrorCode.TELEGRAM_REFUSED;
                    case 503 -> ErrorCode.NOT_READY;
                    case 504 -> ErrorCode.TIMEOUT;
                    default -> null;
                });
    }

    /**
     * The problems of an invalid input: messages by field, for example {@code address.street} or {@code ids[0]}. REST
     * only; over MCP they are only in the message.
     */
    public Map<String, String> fields() {
        return fields;
    }

    /**
     * Asserts that a field was rejected.
     *
     * @param message a part of the message, for example {@code at least 1}
     * @return this exception, for further assertions
     */
    public ToolFailedException assertField(String field, String message) {
        if (!fields.getOrDefault(field, "").contains(message) || !fields.containsKey(field)) {
            throw new AssertionFailedError(
                    "%s did not reject the field %s with '%s': %s".formatted(tool, field, message, getMessage()),
                    field + ": " + message,
                    getMessage());
        }
        return this;
    }
}
