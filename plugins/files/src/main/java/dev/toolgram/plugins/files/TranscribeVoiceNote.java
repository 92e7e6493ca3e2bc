package dev.toolgram.plugins.files;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.tdlib.GetMessage;
import dev.toolgram.tdlib.MessageVideoNote;
import dev.toolgram.tdlib.MessageVoiceNote;
import dev.toolgram.tdlib.RecognizeSpeech;
import dev.toolgram.tdlib.SpeechRecognitionResult;
import dev.toolgram.tdlib.SpeechRecognitionResultError;
import dev.toolgram.tdlib.SpeechRecognitionResultText;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Has Telegram write down what is said in a message (td_api {@code recognizeSpeech}). */
final class TranscribeVoiceNote implements Tool<TranscribeVoiceNote.Input, TranscribeVoiceNote.Transcription> {

    record Input(
            @Description("The id of the voice message or round video.") @Min(1)
            long messageId,

            @Description("The chat: @username, a t.me link, +phone, me (Saved Messages), or an id from get_dialogs;"
                    + " preferably the ref of an earlier result.")
            ChatReference chat) {}

    record Transcription(
            @Description("What is said; empty if nothing was understood.")
            String text) {}

    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** For the answer, before the call's deadline. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private final TelegramClient telegram;

    TranscribeVoiceNote(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Transcription> definition() {
        return ToolDefinition.named("transcribe_voice_note")
                .title("Transcribe a voice message")
                .description("Returns the words of a voice message or round video, as Telegram's speech recognition"
                        + " understands them, and waits until it is done. Telegram offers it to Premium accounts, and to"
                        + " others a few times a week. For the sound itself use download_media.")
                .input(Input.class)
                .output(Transcription.class)
                .route(Route.get("/api/messages/{message_id}/transcription"))
                .effect(Effect.READ)
                .cost(Cost.READ)
                .build();
    }

    @Override
    public Transcription call(Input input, ToolContext context) {
        long chatId = MessageLookup.chatOf(telegram, input.chat(), input.messageId());
        Message _ = MessageLookup.require(telegram, chatId, input.messageId(), "message_id");
        GetMessage get = new GetMessage(chatId, Message.tdlibId(input.messageId()));
        if (!(result(get) instanceof SpeechRecognitionResultText(String text))) {
            var _ = telegram.send(new RecognizeSpeech(chatId, get.messageId()));
            return await(get, context);
        }
        return new Transcription(text);
    }

    private Transcription await(GetMessage get, ToolContext context) {
        double seconds = 0;
        while (context.remaining().compareTo(RESERVE) > 0) {
            switch (result(get)) {
                case SpeechRecognitionResultText(String text) -> {
                    return new Transcription(text);
                }
                case SpeechRecognitionResultError failed ->
                    throw ToolException.telegramRefused(TelegramError.of(
                            (int) failed.error().code(), failed.error().message()));
                case null, default -> {
                    seconds += INTERVAL.toMillis() / 1000.0;
                    context.progress(seconds, null, "Telegram is transcribing");
                    pause();
                }
            }
        }
        throw new ToolException(ErrorCode.TIMEOUT, "Telegram is still transcribing: repeat the call to get the text");
    }

    private @Nullable SpeechRecognitionResult result(GetMessage get) {
        return switch (telegram.send(get).content()) {
            case MessageVoiceNote message -> message.voiceNote().speechRecognitionResult();
            case MessageVideoNote message -> message.videoNote().speechRecognitionResult();
            case null, default ->
                throw ToolException.invalidInput(
                        "message_id",
                        "This message is not a voice message or round video: there is nothing to transcribe");
        };
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException(ErrorCode.TIMEOUT, "The call was cancelled while Telegram was transcribing", e);
        }
    }
}
