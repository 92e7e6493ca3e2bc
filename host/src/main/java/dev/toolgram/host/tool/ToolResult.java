package dev.toolgram.host.tool;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.telegram.TelegramError;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How a call ended. Each door has one {@code switch} over these: the error table of the contract. */
public sealed interface ToolResult {

    /**
     * The tool's result as JSON, an object or a list.
     *
     * @param value the result
     */
    record Success(JsonNode value) implements ToolResult {}

    /** Every way in which a call can fail. */
    sealed interface Failure extends ToolResult {}

    /**
     * No tool of this name is loaded.
     *
     * @param tool the name that was asked for
     */
    record UnknownTool(String tool) implements Failure {}

    /**
     * The caller can mend the input.
     *
     * @param problems at least one
     */
    record InvalidInput(List<InputProblem> problems) implements Failure {}

    /**
     * Telegram refused.
     *
     * @param error what it said
     */
    record TelegramRefused(TelegramError error) implements Failure {}

    /**
     * The account is not available.
     *
     * @param message why, for the caller
     */
    record NotReady(String message) implements Failure {}

    /**
     * The time was up.
     *
     * @param message what that means for the caller
     */
    record TimedOut(String message) implements Failure {}

    /** A defect; the log has the details under the call's request id. */
    record Internal() implements Failure {}
}
