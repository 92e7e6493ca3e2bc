package dev.toolgram.plugins.files;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The TDLib functions of this plugin, with the fields it uses; see td_api. Length, width and height are left
 * out: Telegram reads them from the file.
 */
final class Td {

    private Td() {}

    record SendMessage(
            long chatId,
            @Nullable InputMessageReplyToMessage replyTo,
            @Nullable MessageSendOptions options,
            InputMessageContent inputMessageContent)
            implements TdFunction<Message> {}

    record GetMessageProperties(long chatId, long messageId) implements TdFunction<MessageProperties> {}

    record MessageProperties(boolean canBeReplied) {}

    record InputMessageReplyToMessage(long messageId) {}

    record MessageSendOptions(boolean disableNotification) {
        static @Nullable MessageSendOptions silent(boolean silent) {
            return silent ? new MessageSendOptions(true) : null;
        }
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
            InputFileLocal voiceNote, @Nullable FormattedText caption) implements InputMessageContent {}

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
