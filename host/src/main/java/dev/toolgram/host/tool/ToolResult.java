package dev.toolgram.host.tool;

import dev.toolgram.api.FileContent;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.config.schema.InputProblems;
import dev.toolgram.host.json.Excerpt;
import dev.toolgram.host.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The end of a call. REST and MCP each have one {@code switch} over these: the error table of the contract. */
public sealed interface ToolResult {

    /** The result of a call that succeeded. */
    sealed interface Value extends ToolResult {}

    /**
     * The tool's result as JSON, an object or a list.
     *
     * @param json the UTF-8 bytes, written once; do not change them
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Success(byte[] json) implements Value {

        /** Whether the result is a list. */
        public boolean isList() {
            return json[0] == '[';
        }
    }

    /**
     * The tool's result as a file. The receiver closes it, read or not.
     *
     * @param name without a path
     * @param mediaType for example {@code image/png}
     * @param size in bytes
     * @param content the bytes
     */
    record File(String name, String mediaType, long size, InputStream content) implements Value, AutoCloseable {

        /** Opens a file that a tool returned. */
        public static File open(FileContent file) {
            try {
                return new File(file.name(), file.mediaType(), file.size(), file.open());
            } catch (IOException e) {
                throw new UncheckedIOException("the tool returned a file that cannot be read", e);
            }
        }

        @Override
        public void close() {
            try {
                content.close();
            } catch (IOException e) {
                // it was only read, so nothing is lost
            }
        }
    }

    /**
     * No tool of this name is loaded.
     *
     * @param tool the requested name
     * @param similar the tool that was probably meant
     */
    record UnknownTool(String tool, Optional<String> similar) implements ToolResult {

        private static final int MAX_SHOWN = 100;

        /** A longer name is cut, because the answers repeat it. */
        public UnknownTool {
            tool = Excerpt.of(tool, MAX_SHOWN, "...");
        }

        /** No tool of this name, or of a similar one, is loaded. */
        public UnknownTool(String tool) {
            this(tool, Optional.empty());
        }

        /** The sentence for the caller. */
        public String message() {
            return "Unknown tool: " + tool
                    + similar.map(". Did you mean %s?"::formatted).orElse("");
        }
    }

    /**
     * The caller can fix the input.
     *
     * @param problems at least one
     */
    record InvalidInput(List<InputProblem> problems) implements ToolResult {

        /** Keeps the response short, however long the input was. */
        public InvalidInput {
            problems = InputProblems.limited(problems);
        }
    }

    /**
     * Telegram refused.
     *
     * @param error Telegram's error
     */
    record TelegramRefused(TelegramError error) implements ToolResult {

        /** The error for the caller, with advice for the most common ones. */
        public ObjectNode detail() {
            ObjectNode detail = StrictJson.object()
                    .put("telegram_error", error.name())
                    .put("message", error.message())
                    .put("code", error.code());
            if (error.retryAfter() != null) {
                detail.put("retry_after", error.retryAfter());
            }
            TelegramAdvice.of(error.message()).ifPresent(advice -> detail.put("advice", advice));
            return detail;
        }
    }

    /**
     * The account or the plugin is not available.
     *
     * @param message the reason, for the caller
     */
    record NotReady(String message) implements ToolResult {}

    /**
     * The call timed out.
     *
     * @param message the consequence for the caller
     * @param sent what became of a write
     */
    record TimedOut(String message, Sent sent) implements ToolResult {}

    /** The effect of a call that timed out. */
    enum Sent {
        /** The tool only reads. */
        NOTHING_TO_SEND,
        /** It has changed nothing in Telegram, and will not later. */
        NO,
        /** It may have changed something in Telegram. */
        UNKNOWN
    }

    /** The caller has cancelled. */
    record Cancelled() implements ToolResult {}

    /** A defect; the log has the details with the call's request id. */
    record Internal() implements ToolResult {}
}
