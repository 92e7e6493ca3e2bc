package dev.toolgram.plugins.inbox;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the messages of a chat into a file of JSON Lines. */
final class ExportChat implements Tool<ExportChat.Input, FileContent> {

    record Input(
            @Description("The chat: @username, phone number, t.me link, id, or a ref from a result.")
            ChatReference chat,

            @Description("The maximum number of messages, counted from the newest.")
            @DefaultValue("1000")
            @Min(1)
            @Max(50_000)
            int limit,

            @Description("Only messages older than this id; 0 starts with the newest.")
            @DefaultValue("0")
            @PositiveOrZero
            long offsetId,

            @Description("Only messages of this time or later.") @Nullable
            OffsetDateTime since) {}

    record Details(
            @Description("The number of messages in the file.")
            int messages,

            @Description("Whether these are all that were asked for.")
            boolean complete,

            @Description("If not complete: call again with this as offset_id for the older ones.") @Nullable
            Long nextOffsetId) {}

    /** The most that a model can read at once. */
    private static final int MCP_BYTES = 45_000;

    /** The time left for another page: a partial export says so, a time-out has nothing. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    private final TelegramClient telegram;

    ExportChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, FileContent> definition() {
        return ToolDefinition.named("export_chat")
                .title("Export a chat")
                .description("Returns the messages of a chat as a file of JSON Lines, one message on each line as in"
                        + " get_messages, newest first. Over REST the file is streamed and the headers X-Messages,"
                        + " X-Complete and X-Next-Offset-Id describe it; over MCP it has at most 45,000 bytes, and the"
                        + " result says how to go on. Takes seconds for thousands of messages and reports its progress."
                        + " To look at a few messages use get_messages.")
                .input(Input.class)
                .outputFile(Details.class)
                .route(Route.get("/api/chats/{chat}/export"))
                .alsoAt(Route.get("/api/chats/export"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public FileContent call(Input input, ToolContext context) {
        Path file = context.scratchDirectory().resolve("chat.jsonl"); // deleted after the response
        Details details;
        try (JsonLines lines = new JsonLines(file, context.caller() == Caller.MCP ? MCP_BYTES : Long.MAX_VALUE)) {
            details = write(input, lines, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FileContent content = FileContent.of("chat.jsonl", "application/x-ndjson", file)
                .withDetails(details)
                .withHeader("X-Messages", Integer.toString(details.messages()))
                .withHeader("X-Complete", Boolean.toString(details.complete()));
        return details.nextOffsetId() == null
                ? content
                : content.withHeader("X-Next-Offset-Id", details.nextOffsetId().toString());
    }

    private Details write(Input input, JsonLines lines, ToolContext context) throws IOException {
        History history = new History(telegram, telegram.resolve(input.chat()));
        long before = input.offsetId();
        int written = 0;
        while (true) {
            if (context.isCancelled()) {
                throw new ToolException(ErrorCode.TIMEOUT, "The export was cancelled.");
            }
            if (context.remaining().compareTo(RESERVE) < 0) {
                return new Details(written, false, before);
            }
            // A page includes its start message, which is dropped.
            History.Page page = history.upTo(before, input.limit() - written + 1);
            List<Message> older = page.before(before);
            for (Message message : older) {
                if (written == input.limit()
                        || (input.since() != null && message.date().isBefore(input.since()))) {
                    return new Details(written, true, null);
                }
                if (!lines.write(message)) {
                    return new Details(written, false, before);
                }
                before = message.id();
                written++;
            }
            if (older.isEmpty() || written == input.limit()) {
                return new Details(written, true, null);
            }
            double total = Math.max(written, Math.min(page.totalCount(), input.limit()));
            context.progress(written, total, "reading messages");
        }
    }
}
