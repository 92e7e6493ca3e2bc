package dev.toolgram.plugins.inbox;

import dev.toolgram.api.Effect;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Returns the messages of a chat as a file of JSON Lines. */
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

    private static final String NAME = "chat.jsonl";
    private static final String TYPE = "application/x-ndjson";

    private final TelegramClient telegram;

    ExportChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, FileContent> definition() {
        return ToolDefinition.named("export_chat")
                .title("Export a chat")
                .description("Returns the messages of a chat as a file of JSON Lines, one message on each line as in"
                        + " get_messages, newest first. Over REST the file is sent while it is read; if the response"
                        + " breaks off, continue with the id of the last whole line as offset_id. Over MCP it has at most"
                        + " 45,000 bytes, and the result says how to go on. Takes seconds for thousands of messages and reports its progress."
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
        Export export = new Export(
                new History(telegram, telegram.resolve(input.chat())),
                input.offsetId(),
                input.limit(),
                input.since(),
                context);
        if (context.caller() == Caller.REST) {
            return FileContent.of(NAME, TYPE, new ExportStream(export));
        }
        JsonLines lines = new JsonLines(MCP_BYTES);
        Export.State state = Export.State.RUNNING;
        while (state == Export.State.RUNNING) {
            state = export.next(lines);
        }
        boolean complete = state == Export.State.COMPLETE;
        return FileContent.of(NAME, TYPE, lines.take())
                .withDetails(new Details(export.written(), complete, complete ? null : export.before()));
    }
}
