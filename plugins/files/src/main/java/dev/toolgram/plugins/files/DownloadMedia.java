package dev.toolgram.plugins.files;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
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
import dev.toolgram.tdlib.GetMessage;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Downloads the file of a message (td_api {@code downloadFile}). */
final class DownloadMedia implements Tool<DownloadMedia.Input, FileContent> {

    record Input(
            @Description("The id of the message with the file.") @Min(1)
            long messageId,

            @Description("The chat: @username, a t.me link, +phone, me (Saved Messages), or an id from get_dialogs;"
                    + " preferably the ref of an earlier result.")
            ChatReference chat,

            @Description("The maximum file size in bytes; nothing is downloaded from a larger one.")
            @DefaultValue("52428800")
            @Min(1)
            @Max(2147483648L)
            long maxBytes) {}

    record Details(
            @Description("The size in bytes.") long size,

            @Description("The kind of media, for example MessageMediaPhoto.")
            String mediaType,

            @Description("The type of the file, for example image/jpeg.")
            String mimeType,

            @Description("The name of the file.") String filename) {}

    private final TelegramClient telegram;
    private final Downloads downloads;

    DownloadMedia(TelegramClient telegram, Downloads downloads) {
        this.telegram = telegram;
        this.downloads = downloads;
    }

    @Override
    public ToolDefinition<Input, FileContent> definition() {
        return ToolDefinition.named("download_media")
                .title("Download a file")
                .description(
                        "Downloads the photo, video, voice note, sticker or document of one message. Over MCP an image"
                                + " or sound comes back as such and another file as an embedded resource, with its size, type and"
                                + " name; a file that is too large for that has to be downloaded over REST. get_messages shows"
                                + " which messages have media. For the text of a voice note use transcribe_voice_note.")
                .input(Input.class)
                .outputFile(Details.class)
                .route(Route.get("/api/messages/{message_id}/media"))
                .effect(Effect.READ)
                .cost(Cost.READ)
                .build();
    }

    @Override
    public FileContent call(Input input, ToolContext context) {
        long chatId = MessageLookup.chatOf(telegram, input.chat(), input.messageId());
        Message message = MessageLookup.require(telegram, chatId, input.messageId(), "message_id");
        String mediaType = message.mediaType();
        MessageFile file = MessageFile.of(telegram.send(new GetMessage(chatId, Message.tdlibId(input.messageId())))
                        .content())
                .orElse(null);
        if (file == null || mediaType == null) {
            throw ToolException.invalidInput("message_id", "message has no media attachment");
        }
        requireFits(file.size(), input.maxBytes());
        Path path = downloads.download(file.file(), context);
        try {
            long size = Files.size(path);
            requireFits(size, input.maxBytes()); // its size may not have been known
            MessageFile typed = mediaType.equals("MessageMediaPhoto") ? file.as(imageType(path)) : file;
            return FileContent.of(typed.nameOrDefault(), typed.mimeType(), path)
                    .withHeader("X-Media-Type", mediaType)
                    .withEntityTag(file.file().remote().uniqueId() + "-" + size)
                    .withDetails(new Details(size, mediaType, typed.mimeType(), typed.nameOrDefault()));
        } catch (IOException e) {
            throw new UncheckedIOException("TDLib's file cannot be read", e);
        }
    }

    private static void requireFits(long size, long maxBytes) {
        if (size > maxBytes) {
            throw ToolException.invalidInput(
                    "max_bytes", "media too large: %d > max_bytes=%d".formatted(size, maxBytes));
        }
    }

    /** Telegram makes photos JPEG, but says nothing about their type. */
    private static String imageType(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(12);
            String hex = HexFormat.of().formatHex(start);
            if (hex.startsWith("89504e47")) {
                return "image/png";
            }
            if (hex.startsWith("47494638")) {
                return "image/gif";
            }
            return hex.startsWith("52494646") && hex.endsWith("57454250") ? "image/webp" : "image/jpeg";
        }
    }
}
