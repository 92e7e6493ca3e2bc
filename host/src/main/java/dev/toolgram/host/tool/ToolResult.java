package dev.toolgram.host.tool;

import dev.toolgram.api.FileContent;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.config.InputProblems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How a call ended. Each door has one {@code switch} over these: the error table of the contract. */
public sealed interface ToolResult {

    /** What a tool can answer. */
    sealed interface Value extends ToolResult {}

    /**
     * The tool's result as JSON, an object or a list.
     *
     * @param value the result
     */
    record Success(JsonNode value) implements Value {}

    /**
     * The tool's result as a file. Whoever gets this reads the bytes to their end or not, and closes them.
     *
     * @param name without a path
     * @param mediaType for example {@code image/png}
     * @param size how many bytes follow
     * @param content the bytes
     */
    record File(String name, String mediaType, long size, InputStream content) implements Value, AutoCloseable {

        /** Opens what a tool has answered. */
        public static File open(FileContent file) {
            try {
                return new File(file.name(), file.mediaType(), file.size(), file.open());
            } catch (IOException e) {
                throw new UncheckedIOException("the tool answered a file that cannot be read", e);
            }
        }

        @Override
        public void close() {
            try {
                content.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }

    /** Every way in which a call can fail. */
    sealed interface Failure extends ToolResult {}

    /**
     * No tool of this name is loaded.
     *
     * @param tool the name that was asked for
     */
    record UnknownTool(String tool) implements Failure {}

    /**
     * The caller can fix the input.
     *
     * @param problems at least one
     */
    record InvalidInput(List<InputProblem> problems) implements Failure {

        /** Keeps the answer short, however long the input was. */
        public InvalidInput {
            problems = InputProblems.limited(problems);
        }
    }

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

    /** The caller has given up; nobody is there to hear more. */
    record Cancelled() implements Failure {}

    /** A defect; the log has the details under the call's request id. */
    record Internal() implements Failure {}
}
