package dev.toolgram.plugins.files;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TDLib functions of this plugin, with the fields it uses; see td_api. Length, width and height are left
 * out: Telegram reads them from the file.
 */
final class Td {

    private Td() {}

    record SendMessage(
            long chatId,
            @Nullable MessageTopicForum topicId,
            @Nullable InputMessageReplyToMessage replyTo,
            @Nullable MessageSendOptions options,
            InputMessageContent inputMessageContent)
            implements TdFunction<Message> {}

    record SendMessageAlbum(
            long chatId,
            @Nullable MessageTopicForum topicId,
            @Nullable InputMessageReplyToMessage replyTo,
            @Nullable MessageSendOptions options,
            List<InputMessageContent> inputMessageContents)
            implements TdFunction<Messages> {}

    /** A message that Telegram rejected is {@code null}. */
    record Messages(List<@Nullable Message> messages) {}

    record DeleteMessages(long chatId, List<Long> messageIds, boolean revoke) implements TdFunction<TdFunction.Ok> {}

    record MessageTopicForum(long forumTopicId) {}

    record GetMessageProperties(long chatId, long messageId) implements TdFunction<MessageProperties> {}

    record MessageProperties(boolean canBeReplied) {}

    record InputMessageReplyToMessage(
            long messageId, @Nullable InputTextQuote quote) {}

    record InputTextQuote(FormattedText text, int position) {
        static InputTextQuote of(String text, int position) {
            return new InputTextQuote(FormattedText.plain(text), position);
        }
    }

    record MessageSendOptions(
            boolean disableNotification, @Nullable MessageSchedulingStateSendAtDate schedulingState) {}

    record MessageSchedulingStateSendAtDate(int sendDate) {}

    /** The content of a message with a file. */
    static InputMessageContent content(
            Download download, MediaType type, @Nullable FormattedText caption, boolean asDocument) {
        InputFileLocal file = InputFileLocal.of(download.file());
        return switch (type) {
            case PHOTO -> new InputMessagePhoto(new InputPhoto(file), caption);
            case ANIMATION -> new InputMessageAnimation(new InputAnimation(file), caption);
            case VIDEO -> new InputMessageVideo(new InputVideo(file, false), caption);
            case STREAMED_VIDEO -> new InputMessageVideo(new InputVideo(file, true), caption);
            case AUDIO -> new InputMessageAudio(new InputAudio(file), caption);
            case VOICE_NOTE -> new InputMessageVoiceNote(file, OggOpus.seconds(download.file()), caption);
            case DOCUMENT -> new InputMessageDocument(new InputDocument(file, asDocument), caption);
        };
    }

    /** The kinds of media that a file from the web can become. */
    sealed interface InputMessageContent {}

    record InputMessagePhoto(InputPhoto photo, @Nullable FormattedText caption) implements InputMessageContent {}

    record InputPhoto(InputFileLocal photo) {}

    record InputMessageAnimation(
            InputAnimation animation, @Nullable FormattedText caption) implements InputMessageContent {}

    record InputAnimation(InputFileLocal animation) {}

    record InputMessageVideo(InputVideo video, @Nullable FormattedText caption) implements InputMessageContent {}

    record InputVideo(InputFileLocal video, boolean supportsStreaming) {}

    record InputMessageAudio(InputAudio audio, @Nullable FormattedText caption) implements InputMessageContent {}

    record InputAudio(InputFileLocal audio) {}

    record InputMessageVoiceNote(
            InputFileLocal voiceNote,
            int duration,
            @Nullable FormattedText caption) implements InputMessageContent {}

    record InputMessageDocument(
            InputDocument document, @Nullable FormattedText caption) implements InputMessageContent {}

    record InputDocument(InputFileLocal document, boolean disableContentTypeDetection) {}

    /**
     * td_api {@code inputFileLocal}.
     *
     * @param path the path, which must be absolute
     */
    record InputFileLocal(String path) {
        static InputFileLocal of(Path file) {
            return new InputFileLocal(file.toAbsolutePath().toString());
        }
    }
}
