package dev.toolgram.plugins.files;

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
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads a file and sends it (td_api {@code sendMessage} with a local file). */
final class SendFile implements Tool<SendFile.Input, Message> {

    record Input(
            @Description("The chat: @username, a t.me link, +phone, me (Saved Messages), or an id from get_dialogs;"
                    + " preferably the ref of an earlier result. A link to a message replies to it.")
            ChatReference chat,

            @Description("The https URL of the file itself, not of a page that shows it. The server must be public and"
                    + " must not require a login.")
            @Size(min = 1, max = 8192)
            String fileUrl,

            @Description("The text under the file; Telegram accepts up to 1024 characters.") @Nullable @Size(max = 4096)
            String caption,

            @Description("The same as caption, under its name in send_message.") @Nullable @Size(max = 4096)
            String text,

            @Description("The markup language of the caption: md or markdown (**bold**, __italic__, [text](url)),"
                    + " html, or null for plain text.")
            @Nullable
            ParseMode parseMode,

            @Description("Deliver without a notification sound.") @DefaultValue("false")
            boolean silent,

            @Description("Send photos, videos and music as plain files, unchanged and without a preview.")
            @DefaultValue("false")
            boolean forceDocument,

            @Description("The maximum file size in bytes.") @DefaultValue("52428800") @Min(1) @Max(2147483648L)
            long maxBytes) {}

    private static final Logger log = LoggerFactory.getLogger(SendFile.class);

    private final TelegramClient telegram;
    private final Downloader downloader;
    private final Path scratch;

    SendFile(TelegramClient telegram, Downloader downloader, Path scratch) {
        this.telegram = telegram;
        this.downloader = downloader;
        this.scratch = scratch;
    }

    @Override
    public ToolDefinition<Input, Message> definition() {
        return ToolDefinition.named("send_file")
                .title("Send a file")
                .description("Fetches a file from a public https URL and sends it as the account, with an optional"
                        + " caption; returns the stored message. Photos, GIFs, videos, music and voice"
                        + " notes (.ogg) are shown as such unless force_document is true. To send only text or a link"
                        + " use send_message. Calling twice sends twice.")
                .input(Input.class)
                .output(Message.class)
                .route(Route.post("/api/files"))
                .alsoAt(Route.post("/api/messages").when("file_url"))
                .effect(Effect.WRITE)
                .previewByRunning()
                .build();
    }

    /** Performs the cheap checks first and downloads the file last. */
    @Override
    public Message call(Input input, ToolContext context) {
        if (input.caption() != null && input.text() != null) {
            throw ToolException.invalidInput("text", "This is another name of caption: give only one of them");
        }
        ResolvedChat chat = telegram.resolveMessage("chat", input.chat());
        Td.InputMessageReplyToMessage replyTo = reply(chat);
        try {
            FileUrl url = downloader.parse(input.fileUrl());
            FormattedText caption = caption(input);
            try (ScratchFolder folder = ScratchFolder.in(scratch)) {
                Download download = downloader.fetch(url, folder.path(), input.maxBytes(), context.remaining());
                // Returns after the upload, so the folder can be deleted then.
                return telegram.send(new Td.SendMessage(
                        chat.chatId(),
                        replyTo,
                        Td.MessageSendOptions.silent(input.silent()),
                        content(download, caption, input.forceDocument())));
            }
        } catch (UnfetchableException e) {
            throw ToolException.invalidInput("file_url", String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw new ToolException(
                    ErrorCode.TIMEOUT,
                    "The download timed out and nothing was sent. Retry with a smaller file or a faster" + " server.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException(
                    ErrorCode.TIMEOUT, "The call was cancelled during the download; nothing was sent.", e);
        } catch (UncheckedIOException e) {
            log.error("Could not store the file in {}", scratch, e);
            throw new ToolException(
                    ErrorCode.NOT_READY,
                    "The host could not store the file; the operator can find the reason in the log.",
                    e);
        }
    }

    private Td.@Nullable InputMessageReplyToMessage reply(ResolvedChat chat) {
        Long messageId = chat.messageId();
        if (messageId == null) {
            return null;
        }
        long id = Message.tdlibId(messageId);
        if (!telegram.send(new Td.GetMessageProperties(chat.chatId(), id)).canBeReplied()) {
            // TDLib would send the file without the reply.
            throw ToolException.invalidInput(
                    "chat",
                    ("Message %d cannot be replied to: it is the service message that opens the chat, or this account"
                                    + " cannot write in the chat; nothing was sent")
                            .formatted(messageId));
        }
        return new Td.InputMessageReplyToMessage(id);
    }

    private @Nullable FormattedText caption(Input input) {
        String text = input.caption() == null ? input.text() : input.caption();
        FormattedText caption = text == null ? null : telegram.format(text, input.parseMode());
        return caption == null || caption.text().isBlank() ? null : caption;
    }

    private static Td.InputMessageContent content(
            Download download, @Nullable FormattedText caption, boolean forceDocument) {
        Td.InputFileLocal file = Td.InputFileLocal.of(download.file());
        return switch (forceDocument ? MediaType.DOCUMENT : MediaType.of(download)) {
            case PHOTO -> new Td.InputMessagePhoto(new Td.InputPhoto(file), caption);
            case ANIMATION -> new Td.InputMessageAnimation(new Td.InputAnimation(file), caption);
            case VIDEO -> new Td.InputMessageVideo(new Td.InputVideo(file, false), caption);
            case STREAMED_VIDEO -> new Td.InputMessageVideo(new Td.InputVideo(file, true), caption);
            case AUDIO -> new Td.InputMessageAudio(new Td.InputAudio(file), caption);
            case VOICE_NOTE -> new Td.InputMessageVoiceNote(file, caption);
            case DOCUMENT -> new Td.InputMessageDocument(new Td.InputDocument(file, forceDocument), caption);
        };
    }
}
