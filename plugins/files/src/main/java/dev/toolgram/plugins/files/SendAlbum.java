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
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends several files as one album (td_api {@code sendMessageAlbum}). */
final class SendAlbum implements Tool<SendAlbum.Input, List<Message>> {

    record AlbumItem(
            @Description(FileSource.DESCRIPTION) @Size(min = 1, max = FileSource.MAX_LENGTH)
            String fileUrl,

            @Description(
                    "The text under this file; Telegram accepts up to 1024 characters, and shows the only one under the"
                            + " album.")
            @Nullable
            @Size(max = 4096)
            String caption) {}

    record Input(
            @Description(Fields.CHAT) ChatReference chat,

            @Description("The files, in their order: photos and videos together, or only music, or only documents.")
            @Size(min = 2, max = 10)
            List<AlbumItem> items,

            @Description(Fields.PARSE_MODE) @Nullable ParseMode parseMode,

            @Description(Fields.SILENT) @DefaultValue("false")
            boolean silent,

            @Description("Send all files as documents, unchanged and without a preview.") @DefaultValue("false")
            boolean forceDocument,

            @Description("The maximum size of each file in bytes.") @DefaultValue("52428800") @Min(1) @Max(2147483648L)
            long maxBytes,

            @Description(Fields.REPLY_TO) @Nullable @Positive
            Long replyTo,

            @Description(Fields.QUOTE) @Nullable @Size(min = 1, max = 1024)
            String quote,

            @Description(Fields.TOPIC) @Nullable @Positive Long topicId,

            @Description(Fields.SCHEDULE) @Nullable OffsetDateTime schedule) {}

    private final TelegramClient telegram;
    private final Uploads uploads;

    SendAlbum(TelegramClient telegram, Uploads uploads) {
        this.telegram = telegram;
        this.uploads = uploads;
    }

    @Override
    public ToolDefinition<Input, List<Message>> definition() {
        return ToolDefinition.named("send_album")
                .title("Send an album")
                .description(
                        "Sends 2 to 10 files together, which a chat shows as one album, each with an optional caption; all"
                                + " of them or none. Returns the stored messages in their order. Photos and videos can be mixed; music"
                                + " and documents each stay among themselves. For one file use send_file. Calling twice sends twice.")
                .input(Input.class)
                .outputList(Message.class)
                .route(Route.post("/api/files/album"))
                .effect(Effect.WRITE)
                .fileField("items")
                .previewByRunning()
                .build();
    }

    @Override
    public List<Message> call(Input input, ToolContext context) {
        Placement place = Placement.of(
                telegram,
                input.chat(),
                input.topicId(),
                input.replyTo(),
                input.quote(),
                input.silent(),
                input.schedule());
        List<Uploads.Item> items = new ArrayList<>();
        for (AlbumItem item : input.items()) {
            items.add(uploads.item(List.of("items", items.size(), "file_url"), item.fileUrl(), context));
        }
        return uploads.send(items, input.maxBytes(), context, files -> {
            List<MediaType> types = types(items, files, input.forceDocument());
            List<Td.InputMessageContent> contents = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                contents.add(Td.content(
                        files.get(i),
                        types.get(i),
                        Fields.caption(telegram, input.items().get(i).caption(), input.parseMode()),
                        input.forceDocument()));
            }
            Td.Messages sent = telegram.send(new Td.SendMessageAlbum(
                    place.chatId(), place.topicId(), place.replyTo(), place.options(), contents));
            return allOf(sent, place.chatId());
        });
    }

    /** Telegram would send files of different kinds as several albums. */
    private static List<MediaType> types(List<Uploads.Item> items, List<Download> files, boolean forceDocument) {
        List<MediaType> types = new ArrayList<>();
        for (Download file : files) {
            MediaType type = forceDocument ? MediaType.DOCUMENT : MediaType.of(file);
            Uploads.Item item = items.get(types.size());
            if (type == MediaType.ANIMATION || type == MediaType.VOICE_NOTE) {
                throw item.refused("%s cannot be part of an album: use send_file, or force_document"
                        .formatted(type == MediaType.ANIMATION ? "A GIF" : "A voice message"));
            }
            if (!types.isEmpty() && kind(type) != kind(types.getFirst())) {
                throw item.refused(
                        "This file is %s and the first one is %s, which an album cannot mix: use force_document"
                                .formatted(words(type), words(types.getFirst())));
            }
            types.add(type);
        }
        return types;
    }

    private static MediaType kind(MediaType type) {
        return type == MediaType.VIDEO || type == MediaType.STREAMED_VIDEO ? MediaType.PHOTO : type;
    }

    private static String words(MediaType type) {
        return switch (kind(type)) {
            case PHOTO -> "a photo or video";
            case AUDIO -> "music";
            default -> "a document";
        };
    }

    /** Takes back the others if one was rejected. */
    private List<Message> allOf(Td.Messages sent, long chatId) {
        List<Message> stored = new ArrayList<>();
        int rejected = -1;
        for (int i = 0; i < sent.messages().size(); i++) {
            Message message = sent.messages().get(i);
            if (message != null) {
                stored.add(message);
            } else if (rejected < 0) {
                rejected = i;
            }
        }
        if (rejected < 0) {
            return stored;
        }
        var _ = telegram.send(new Td.DeleteMessages(
                chatId,
                stored.stream().map(message -> Message.tdlibId(message.id())).toList(),
                true));
        throw ToolException.invalidInput(
                "items[%d]".formatted(rejected),
                "Telegram rejected this file, and the others were taken back: send it alone with send_file for the reason");
    }
}
