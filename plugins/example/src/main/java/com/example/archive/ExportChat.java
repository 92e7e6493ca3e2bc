package com.example.archive;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetChatHistory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Exports a chat as a text file. */
final class ExportChat implements Tool<ExportChat.Input, FileContent> {

    record Input(
            @Description("The chat: @name, a t.me link, +phone, me or an id.")
            ChatReference chat,

            @Description("The maximum number of messages, counted from the newest.")
            @DefaultValue("1000")
            @Min(1)
            @Max(100_000)
            int limit) {}

    /** TDLib's maximum per request. */
    private static final int PAGE = 100;

    /** The minimum time left for another page; a timeout would lose the pages before it. */
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private final TelegramClient telegram;

    ExportChat(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, FileContent> definition() {
        return ToolDefinition.named("chat_transcript")
                .title("Export a chat")
                .description(
                        "Returns the newest messages of a chat as a text file, oldest first, each with its date and"
                                + " its sender. To look at a few messages use get_messages.")
                .input(Input.class)
                .outputFile()
                .route(Route.get("/api/chats/transcript"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public FileContent call(Input input, ToolContext context) {
        List<Message> messages = history(telegram.resolve(input.chat()), input.limit(), context);
        Path file = context.scratchDirectory().resolve("chat.txt"); // deleted after the response
        Transcript.write(messages.reversed(), new Names(telegram), file);
        return FileContent.of("chat.txt", "text/plain; charset=utf-8", file);
    }

    /** Newest first. TDLib may return short pages: only an empty page is the end. */
    private List<Message> history(long chatId, int limit, ToolContext context) {
        List<Message> found = new ArrayList<>();
        long before = 0;
        while (found.size() < limit) {
            stopIfLate(context, found.size());
            Td.Messages page = telegram.send(
                    new GetChatHistory(chatId, Message.tdlibId(before), 0, PAGE, false), Td.Messages.class);
            List<Message> older = olderThan(before, page);
            if (older.isEmpty()) {
                break;
            }
            found.addAll(older);
            before = older.getLast().id();
            double done = Math.min(found.size(), limit);
            context.progress(done, Math.max(done, Math.min(page.totalCount(), limit)), "reading messages");
        }
        return found.subList(0, Math.min(found.size(), limit));
    }

    private static void stopIfLate(ToolContext context, int found) {
        if (context.isCancelled()) {
            throw new ToolException(ErrorCode.TIMEOUT, "The export was cancelled.");
        }
        if (context.remaining().compareTo(RESERVE) < 0) {
            throw new ToolException(
                    ErrorCode.TIMEOUT,
                    "The export timed out after %d messages: set limit to at most this number.".formatted(found));
        }
    }

    /** Drops the start message of a page, which is known already. */
    private static List<Message> olderThan(long id, Td.Messages page) {
        return page.messages().stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(message -> id == 0 || message.id() < id)
                .toList();
    }
}
