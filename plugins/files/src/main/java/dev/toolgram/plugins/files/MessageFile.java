package dev.toolgram.plugins.files;

import dev.toolgram.tdlib.Animation;
import dev.toolgram.tdlib.Audio;
import dev.toolgram.tdlib.Document;
import dev.toolgram.tdlib.File;
import dev.toolgram.tdlib.MessageAnimation;
import dev.toolgram.tdlib.MessageAudio;
import dev.toolgram.tdlib.MessageContent;
import dev.toolgram.tdlib.MessageDocument;
import dev.toolgram.tdlib.MessagePhoto;
import dev.toolgram.tdlib.MessageSticker;
import dev.toolgram.tdlib.MessageVideo;
import dev.toolgram.tdlib.MessageVideoNote;
import dev.toolgram.tdlib.MessageVoiceNote;
import dev.toolgram.tdlib.PhotoSize;
import dev.toolgram.tdlib.StickerFormatTgs;
import dev.toolgram.tdlib.StickerFormatWebm;
import dev.toolgram.tdlib.Video;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of a message.
 *
 * @param name empty if it has none
 * @param mimeType as its sender says; {@code application/octet-stream} if the sender says nothing valid
 */
record MessageFile(File file, String name, String mimeType) {

    private static final Pattern MIME_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}");

    private static final String UNKNOWN = "application/octet-stream";

    MessageFile {
        mimeType = MIME_TYPE.matcher(mimeType).matches() ? mimeType : UNKNOWN;
    }

    /** Empty for media without a file: a place, a contact, a poll, the preview of a link. */
    static Optional<MessageFile> of(@Nullable MessageContent content) {
        return Optional.ofNullable(
                switch (content) {
                    case MessagePhoto photo ->
                        photo.photo().sizes().stream()
                                .max(Comparator.comparingLong((PhotoSize size) -> size.width() * size.height()))
                                .map(size -> new MessageFile(size.photo(), "", "image/jpeg"))
                                .orElse(null);
                    case MessageVideo video -> of(video.video());
                    case MessageAnimation message -> of(message.animation());
                    case MessageDocument message -> of(message.document());
                    case MessageAudio message -> of(message.audio());
                    case MessageVoiceNote message ->
                        new MessageFile(
                                message.voiceNote().voice(),
                                "",
                                message.voiceNote().mimeType());
                    case MessageVideoNote message ->
                        new MessageFile(message.videoNote().video(), "", "video/mp4");
                    case MessageSticker message ->
                        new MessageFile(
                                message.sticker().sticker(),
                                "",
                                switch (message.sticker().format()) {
                                    case StickerFormatTgs _ -> "application/x-tgsticker";
                                    case StickerFormatWebm _ -> "video/webm";
                                    case null, default -> "image/webp";
                                });
                    case null, default -> null;
                });
    }

    private static MessageFile of(Video video) {
        return new MessageFile(video.video(), video.fileName(), video.mimeType());
    }

    private static MessageFile of(Animation animation) {
        return new MessageFile(animation.animation(), animation.fileName(), animation.mimeType());
    }

    private static MessageFile of(Document document) {
        return new MessageFile(document.document(), document.fileName(), document.mimeType());
    }

    private static MessageFile of(Audio audio) {
        return new MessageFile(audio.audio(), audio.fileName(), audio.mimeType());
    }

    /** The size in bytes, or TDLib's estimate if it is not known. */
    long size() {
        return file.size() == 0 ? file.expectedSize() : file.size();
    }

    /** As a file of another type. */
    MessageFile as(String otherType) {
        return new MessageFile(file, name, otherType);
    }

    /** The name without a path, or, if it has none, one that says what it is. */
    String nameOrDefault() {
        String safe = FileNames.clean(name);
        return safe.isEmpty()
                ? switch (mimeType) {
                    case "image/jpeg" -> "photo.jpg";
                    case "image/png" -> "photo.png";
                    case "image/webp" -> "photo.webp";
                    case "image/gif" -> "photo.gif";
                    case "video/mp4" -> "video.mp4";
                    case "video/webm" -> "video.webm";
                    case "audio/ogg" -> "audio.ogg";
                    case "audio/mpeg" -> "audio.mp3";
                    default -> "download.bin";
                }
                : safe;
    }
}
