package dev.toolgram.host.tool;

import dev.toolgram.api.Content;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.LinkContent;
import dev.toolgram.api.TextContent;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.config.schema.InputProblems;
import dev.toolgram.host.json.Excerpt;
import dev.toolgram.host.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The end of a call. REST and MCP each have one {@code switch} over these: the error table of the contract. */
public sealed interface ToolResult {

    /** The result of a call that succeeded. */
    sealed interface Value extends ToolResult {}

    /**
     * The tool's result as JSON, an object or a list.
     *
     * @param json the UTF-8 bytes, written once; do not change them
     * @param recipient the {@linkplain Recipient#json JSON} of the chat that was changed; {@code null} for none
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Success(byte[] json, byte @Nullable [] recipient) implements Value {

        /** The result of a call that changed no chat. */
        public Success(byte[] json) {
            this(json, null);
        }

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
     * @param size in bytes; -1 if the tool makes the content while it is read
     * @param content the bytes
     * @param headers additional headers for REST
     * @param details the structured content for MCP, as UTF-8 bytes of JSON; {@code null} for none
     * @param entityTag identifies the bytes, without quotes; {@code null} for none
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record File(
            String name,
            String mediaType,
            long size,
            InputStream content,
            Map<String, String> headers,
            byte @Nullable [] details,
            @Nullable String entityTag)
            implements Value, AutoCloseable {

        /** Whether reading the content is a part of the call. */
        public boolean isStreamed() {
            return size < 0;
        }

        /** A file alone. */
        public File(String name, String mediaType, long size, InputStream content) {
            this(name, mediaType, size, content, Map.of(), null, null);
        }

        /** Opens a file that a tool returned, without its details. */
        public static File open(FileContent file) {
            return open(file, null);
        }

        /** Opens a file that a tool returned. */
        static File open(FileContent file, byte @Nullable [] details) {
            try {
                return new File(
                        file.name(),
                        file.mediaType(),
                        file.size(),
                        file.open(),
                        file.headers(),
                        details,
                        file.entityTag());
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
     * The tool's result in parts.
     *
     * @param parts in the tool's order
     */
    record Mixed(List<Part> parts) implements Value {

        /** The most bytes of all files together: REST and MCP hold them in memory, as base64. */
        public static final int MAX_BYTES = 16 * 1024 * 1024;

        /** A part of a result. */
        public sealed interface Part {
            /** A text. */
            record Text(String text) implements Part {}

            /** A file, read. */
            @SuppressWarnings("ArrayRecordComponent") // compared by nobody
            record Blob(String name, String mediaType, byte[] bytes) implements Part {}

            /** A link. */
            record Link(LinkContent link) implements Part {}
        }

        /**
         * Reads the files of a result.
         *
         * @throws IllegalStateException if they are too large
         */
        static Mixed of(List<?> contents) {
            List<Part> parts = new ArrayList<>();
            int left = MAX_BYTES;
            for (Object content : contents) {
                Part part = switch ((Content) content) {
                    case TextContent(var text) -> new Part.Text(text);
                    case LinkContent link -> new Part.Link(link);
                    case FileContent file -> new Part.Blob(file.name(), file.mediaType(), read(file, left));
                };
                left -= part instanceof Part.Blob(var _, var _, var bytes) ? bytes.length : 0;
                parts.add(part);
            }
            return new Mixed(List.copyOf(parts));
        }

        private static byte[] read(FileContent file, int left) {
            try (InputStream in = file.open()) {
                byte[] bytes = in.readNBytes(left + 1);
                if (bytes.length > left) {
                    throw new IllegalStateException("the files of the tool's result are larger than %d MiB together"
                            .formatted(MAX_BYTES >> 20));
                }
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException("the tool returned a file that cannot be read", e);
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
     * @param sendId asks for the outcome later; {@code null} when it is known, or nothing was to be sent
     */
    record TimedOut(String message, Sent sent, @Nullable String sendId) implements ToolResult {

        /** Without an outcome to ask for. */
        public TimedOut(String message, Sent sent) {
            this(message, sent, null);
        }
    }

    /**
     * The caller's key, the operator's settings or a missing approval forbid the call.
     *
     * @param message for the caller
     */
    record Forbidden(String message) implements ToolResult {}

    /**
     * A person has to approve the call; nothing was sent.
     *
     * @param question for the person
     * @param message for the caller: how to go on
     */
    record ApprovalRequired(UserQuestion question, String message) implements ToolResult {}

    /**
     * The tool asks the caller's user; nothing was sent. The caller repeats the call with the answer.
     *
     * @param question for the person
     */
    record InputRequired(UserQuestion question) implements ToolResult {}

    /**
     * The tool asks the caller's user, and the caller cannot.
     *
     * @param message for the caller
     */
    record CannotAsk(String message) implements ToolResult {}

    /**
     * The caller repeated a call with a state that is not one of this call.
     *
     * @param message for the caller
     */
    record UnknownState(String message) implements ToolResult {}

    /**
     * The host's own pacing does not allow the call now.
     *
     * @param message for the caller
     * @param retryAfter seconds, at least 1
     */
    record Paced(String message, long retryAfter) implements ToolResult {}

    /**
     * The idempotency key belongs to another call.
     *
     * @param message for the caller
     */
    record Conflict(String message) implements ToolResult {}

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
