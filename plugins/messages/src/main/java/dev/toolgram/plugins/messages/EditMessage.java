package dev.toolgram.plugins.messages;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces the text of a message, or the caption of its media (td_api {@code editMessageText}, {@code
 * editMessageCaption}). */
final class EditMessage implements Tool<EditMessage.Input, Message> {

    record Input(
            @Description("The id of the message to edit; it must be sent by this account.") @Positive
            long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The new text, 1 to 4096 characters.") @Size(min = 1, max = 4096)
            String text,

            @Description("The markup language: md or markdown (**bold**, __italic__, [text](url)), html, or null for"
                    + " plain text.")
            @Nullable
            ParseMode parseMode,

            @Description("Show a preview of the first link.") @DefaultValue("true")
            boolean linkPreview) {}

    private final TelegramClient telegram;

    EditMessage(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Message> definition() {
        return ToolDefinition.named("edit_message")
                .title("Edit a message")
                .description(
                        "Replaces the text of a message that this account sent, or the caption of its media, and"
                                + " returns the edited message. The old text is lost. To reply instead, use send_message with reply_to.")
                .input(Input.class)
                .output(Message.class)
                .route(Route.patch("/api/messages/{message_id}"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .cost(Cost.SEND)
                .previewByRunning()
                .build();
    }

    @Override
    public Message call(Input input, ToolContext context) {
        Td.InputMessageText text =
                Td.InputMessageText.of(telegram, input.text(), input.parseMode(), input.linkPreview());
        long chatId = Lookups.chatOf(telegram, "chat", input.chat(), "message_id", List.of(input.messageId()));
        Message message = Lookups.requireMessage(telegram, chatId, input.messageId(), "message_id");
        long id = Message.tdlibId(input.messageId());
        boolean hasCaption = message.media() && !"MessageMediaWebPage".equals(message.mediaType());
        return telegram.send(
                hasCaption
                        ? new Td.EditMessageCaption(chatId, id, text.text())
                        : new Td.EditMessageText(chatId, id, text));
    }
}
