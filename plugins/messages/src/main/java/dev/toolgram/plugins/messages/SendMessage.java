package dev.toolgram.plugins.messages;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Sends a text (td_api {@code sendMessage}). */
final class SendMessage implements Tool<SendMessage.Input, Message> {

    record Input(
            @Description(ChatParameter.DESCRIPTION + " A link to a message replies to it.")
            ChatReference chat,

            @Description("The text, 1 to 4096 characters.") @Size(min = 1, max = 4096)
            String text,

            @Description("The markup language: md or markdown (**bold**, __italic__, [text](url)), html, or null for"
                    + " plain text.")
            @Nullable
            ParseMode parseMode,

            @Description("The id of a message in the same chat to reply to.") @Nullable @Positive
            Long replyTo,

            @Description("Deliver without a notification sound.") @DefaultValue("false")
            boolean silent,

            @Description("Show a preview of the first link.") @DefaultValue("true")
            boolean linkPreview,

            @Description("The topic of a forum to send to; list_topics has the ids.") @Nullable @Positive
            Long topicId,

            @Description("A part of the message that is replied to, word for word, to show with the reply.")
            @Nullable
            @Size(min = 1, max = 1024)
            String quote,

            @Description("When to send it, in UTC, at most a year ahead; null for now.") @Nullable
            OffsetDateTime schedule) {}

    private final TelegramClient telegram;

    SendMessage(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Message> definition() {
        return ToolDefinition.named("send_message")
                .title("Send a message")
                .description("Sends a text message as the account and returns the stored message. To change a sent"
                        + " message use edit_message, to forward one use forward_messages, to send a file use"
                        + " send_file. With schedule, Telegram sends it later: the answer has scheduled true and the"
                        + " date, and list_scheduled_messages lists it. Calling twice sends twice.")
                .input(Input.class)
                .output(Message.class)
                .route(Route.post("/api/messages"))
                .effect(Effect.WRITE)
                .previewByRunning()
                .build();
    }

    @Override
    public Message call(Input input, ToolContext context) {
        Td.InputMessageText text =
                Td.InputMessageText.of(telegram, input.text(), input.parseMode(), input.linkPreview());
        Td.MessageSendOptions options = Td.MessageSendOptions.of(input.silent(), input.schedule());
        ResolvedChat chat = telegram.resolveMessage("chat", input.chat());
        long replyTo = Lookups.messageId(chat, "reply_to", input.replyTo() == null ? 0 : input.replyTo());
        String field = input.replyTo() == null ? "chat" : "reply_to";
        return telegram.send(new Td.SendMessage(
                chat.chatId(),
                input.topicId() == null ? null : new Td.MessageTopic.MessageTopicForum(input.topicId()),
                reply(chat.chatId(), replyTo, field, input.quote()),
                options,
                text));
    }

    private Td.@Nullable InputMessageReplyToMessage reply(
            long chatId, long messageId, String field, @Nullable String quote) {
        if (messageId == 0) {
            if (quote != null) {
                throw ToolException.invalidInput("quote", "A quote needs reply_to, the message that it is from");
            }
            return null;
        }
        Message _ = Lookups.requireMessage(telegram, chatId, messageId, field);
        long id = Message.tdlibId(messageId);
        if (!telegram.send(new Td.GetMessageProperties(chatId, id)).canBeReplied()) {
            // TDLib would send it as a plain message.
            throw ToolException.invalidInput(
                    field,
                    ("Message %d cannot be replied to: it is the service message that opens the chat, or this account"
                                    + " cannot write in the chat; nothing was sent")
                            .formatted(messageId));
        }
        return new Td.InputMessageReplyToMessage(
                id, quote == null ? null : Quote.of(telegram, chatId, messageId, quote));
    }
}
