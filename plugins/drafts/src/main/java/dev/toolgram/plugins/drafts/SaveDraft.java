package dev.toolgram.plugins.drafts;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Saves a draft (td_api {@code setChatDraftMessage}). */
final class SaveDraft implements Tool<SaveDraft.Input, Done> {

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The text, 1 to 4096 characters.") @Size(min = 1, max = 4096)
            String text,

            @Description("The markup language: md or markdown (**bold**, __italic__, [text](url)), html, or null for"
                    + " plain text.")
            @Nullable
            ParseMode parseMode,

            @Description("The id of a message in the same chat to reply to.") @Nullable @Positive
            Long replyTo,

            @Description("Show a preview of the first link.") @DefaultValue("true")
            boolean linkPreview,

            @Description("The topic of a forum that the draft is for; list_topics has the ids.") @Nullable @Positive
            Long topicId) {}

    private final TelegramClient telegram;

    SaveDraft(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("save_draft")
                .title("Save a draft")
                .description(
                        "Puts a text into the input field of a chat, in all of the user's Telegram apps, to be checked"
                                + " and sent by the user. Nothing is sent. Replaces the draft that the chat had: get_drafts"
                                + " lists them. To send use send_message.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/drafts"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.SEND)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        FormattedText text = telegram.format(input.text(), input.parseMode());
        if (text.text().isBlank()) {
            throw ToolException.invalidInput("text", "The text is blank: use at least one visible character.");
        }
        long chatId = telegram.resolve("chat", input.chat());
        var _ = telegram.send(new Td.SetChatDraftMessage(
                chatId,
                Topics.find(telegram, chatId, input.topicId()),
                new Td.DraftMessage(
                        reply(chatId, input.replyTo()),
                        Instant.now().getEpochSecond(),
                        new Td.DraftMessageContent.DraftMessageContentText(
                                text, new Td.LinkPreviewOptions(!input.linkPreview())))));
        return Done.OK;
    }

    private Td.InputMessageReplyTo.@Nullable InputMessageReplyToMessage reply(long chatId, @Nullable Long replyTo) {
        if (replyTo == null) {
            return null;
        }
        long id = Message.tdlibId(replyTo);
        try {
            Message _ = telegram.send(new Td.GetMessage(chatId, id));
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                throw ToolException.invalidInput(
                        "reply_to", "message %d not found in chat: get_messages shows the ids".formatted(replyTo));
            }
            throw e;
        }
        return new Td.InputMessageReplyTo.InputMessageReplyToMessage(id);
    }
}
