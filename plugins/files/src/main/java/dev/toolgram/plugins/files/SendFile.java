package dev.toolgram.plugins.files;

import dev.toolgram.api.Effect;
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
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends a file (td_api {@code sendMessage} with a local file). */
final class SendFile implements Tool<SendFile.Input, Message> {

    record Input(
            @Description(Fields.CHAT) ChatReference chat,

            @Description(FileSource.DESCRIPTION) @Size(min = 1, max = FileSource.MAX_LENGTH)
            String fileUrl,

            @Description("The text under the file; Telegram accepts up to 1024 characters.") @Nullable @Size(max = 4096)
            String caption,

            @Description("The same as caption, under its name in send_message.") @Nullable @Size(max = 4096)
            String text,

            @Description(Fields.PARSE_MODE) @Nullable ParseMode parseMode,

            @Description(Fields.SILENT) @DefaultValue("false")
            boolean silent,

            @Description("Send photos, videos and music as plain files, unchanged and without a preview.")
            @DefaultValue("false")
            boolean forceDocument,

            @Description("The maximum file size in bytes.") @DefaultValue("52428800") @Min(1) @Max(2147483648L)
            long maxBytes,

            @Description(Fields.REPLY_TO) @Nullable @Positive
            Long replyTo,

            @Description(Fields.QUOTE) @Nullable @Size(min = 1, max = 1024)
            String quote,

            @Description(Fields.TOPIC) @Nullable @Positive Long topicId,

            @Description(Fields.SCHEDULE) @Nullable OffsetDateTime schedule) {}

    private final TelegramClient telegram;
    private final Uploads uploads;

    SendFile(TelegramClient telegram, Uploads uploads) {
        this.telegram = telegram;
        this.uploads = uploads;
    }

    @Override
    public ToolDefinition<Input, Message> definition() {
        return ToolDefinition.named("send_file")
                .title("Send a file")
                .description(
                        "Sends a file from a public https URL or a data: URI as the account, with an optional"
                                + " caption; returns the stored message. Photos, GIFs, videos, music and voice"
                                + " notes (.ogg) are shown as such unless force_document is true. To send only text or a link"
                                + " use send_message, to send several files together use send_album. Calling twice sends twice.")
                .input(Input.class)
                .output(Message.class)
                .route(Route.post("/api/files"))
                .alsoAt(Route.post("/api/messages").when("file_url"))
                .effect(Effect.WRITE)
                .fileField("file_url")
                .previewByRunning()
                .build();
    }

    /** Performs the cheap checks first and fetches the file last. */
    @Override
    public Message call(Input input, ToolContext context) {
        if (input.caption() != null && input.text() != null) {
            throw ToolException.invalidInput("text", "This is another name of caption: give only one of them");
        }
        Placement place = Placement.of(
                telegram,
                input.chat(),
                input.topicId(),
                input.replyTo(),
                input.quote(),
                input.silent(),
                input.schedule());
        Uploads.Item item = uploads.item(List.of("file_url"), input.fileUrl(), context);
        FormattedText caption =
                Fields.caption(telegram, input.caption() == null ? input.text() : input.caption(), input.parseMode());
        return uploads.send(List.of(item), input.maxBytes(), context, files -> {
            Download file = files.getFirst();
            MediaType type = input.forceDocument() ? MediaType.DOCUMENT : MediaType.of(file);
            return telegram.send(new Td.SendMessage(
                    place.chatId(),
                    place.topicId(),
                    place.replyTo(),
                    place.options(),
                    Td.content(file, type, caption, input.forceDocument())));
        });
    }
}
