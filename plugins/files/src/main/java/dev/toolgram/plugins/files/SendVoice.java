package dev.toolgram.plugins.files;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
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

/** Sends a voice message (td_api {@code inputMessageVoiceNote}). */
final class SendVoice implements Tool<SendVoice.Input, Message> {

    record Input(
            @Description(Fields.CHAT) ChatReference chat,

            @Description("Ogg with Opus audio. " + FileSource.DESCRIPTION) @Size(min = 1, max = FileSource.MAX_LENGTH)
            String fileUrl,

            @Description("The text under the voice message; Telegram accepts up to 1024 characters.")
            @Nullable
            @Size(max = 4096)
            String caption,

            @Description(Fields.PARSE_MODE) @Nullable ParseMode parseMode,

            @Description(Fields.SILENT) @DefaultValue("false")
            boolean silent,

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

    SendVoice(TelegramClient telegram, Uploads uploads) {
        this.telegram = telegram;
        this.uploads = uploads;
    }

    @Override
    public ToolDefinition<Input, Message> definition() {
        return ToolDefinition.named("send_voice")
                .title("Send a voice message")
                .description(
                        "Sends a recording as a voice message, with its duration; returns the stored message. The file"
                                + " must be Ogg with Opus audio; send_file sends any other sound as music, and this one too when its"
                                + " name ends with .ogg. Calling twice sends twice.")
                .input(Input.class)
                .output(Message.class)
                .route(Route.post("/api/files/voice"))
                .effect(Effect.WRITE)
                .fileField("file_url")
                .previewByRunning()
                .build();
    }

    @Override
    public Message call(Input input, ToolContext context) {
        Placement place = Placement.of(
                telegram,
                input.chat(),
                input.topicId(),
                input.replyTo(),
                input.quote(),
                input.silent(),
                input.schedule());
        Uploads.Item item = uploads.item(List.of("file_url"), input.fileUrl(), context);
        FormattedText caption = Fields.caption(telegram, input.caption(), input.parseMode());
        return uploads.send(List.of(item), input.maxBytes(), context, files -> {
            Download file = files.getFirst();
            if (!OggOpus.isIn(file.file())) {
                throw item.refused("The file is not Ogg with Opus audio: convert it, or use send_file");
            }
            return telegram.send(new Td.SendMessage(
                    place.chatId(),
                    place.topicId(),
                    place.replyTo(),
                    place.options(),
                    Td.content(file, MediaType.VOICE_NOTE, caption, false)));
        });
    }
}
