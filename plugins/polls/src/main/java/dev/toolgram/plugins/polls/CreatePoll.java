package dev.toolgram.plugins.polls;

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
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends a poll (td_api {@code sendMessage} with {@code inputMessagePoll}). */
final class CreatePoll implements Tool<CreatePoll.Input, Message> {

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The question, 1 to 255 characters.") @NotBlank @Size(min = 1, max = 255)
            String question,

            @Description("The answers to choose from: 2 to 10, of up to 100 characters each.") @Size(min = 2, max = 10)
            List<@NotBlank @Size(max = 100) String> options,

            @Description("Allow to choose several options.") @DefaultValue("false")
            boolean multipleChoice,

            @Description("Make it a quiz: one option is correct, and nobody can change the answer.")
            @DefaultValue("false")
            boolean quiz,

            @Description("The index of the correct option of a quiz, from 0.") @Nullable @PositiveOrZero
            Integer correctOption,

            @Description("Shown after a wrong answer in a quiz, up to 200 characters.") @Nullable @Size(max = 200)
            String solution) {}

    /** td_api {@code sendMessage}. */
    record SendMessage(long chatId, InputMessagePoll inputMessageContent) implements TdFunction<Message> {}

    /** td_api {@code inputMessagePoll}. */
    record InputMessagePoll(
            FormattedText question,
            List<InputPollOption> options,
            boolean isAnonymous,
            boolean allowsMultipleAnswers,
            boolean allowsRevoting,
            InputPollType type) {}

    /** td_api {@code inputPollOption}. */
    record InputPollOption(FormattedText text) {}

    /** td_api {@code InputPollType}. */
    sealed interface InputPollType {}

    /** td_api {@code inputPollTypeRegular}. */
    record InputPollTypeRegular() implements InputPollType {}

    /** td_api {@code inputPollTypeQuiz}. */
    record InputPollTypeQuiz(
            List<Integer> correctOptionIds, @Nullable FormattedText explanation) implements InputPollType {}

    private final TelegramClient telegram;

    CreatePoll(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Message> definition() {
        return ToolDefinition.named("create_poll")
                .title("Create a poll")
                .description("Sends an anonymous poll or quiz to a chat and returns its message, whose id vote_poll,"
                        + " get_poll_results and close_poll take. Calling twice sends two.")
                .input(Input.class)
                .output(Message.class)
                .route(Route.post("/api/polls"))
                .effect(Effect.WRITE)
                .previewByRunning()
                .build();
    }

    @Override
    public Message call(Input input, ToolContext context) {
        InputPollType type = input.quiz() ? quiz(input) : new InputPollTypeRegular();
        return telegram.send(new SendMessage(
                telegram.resolve(input.chat()),
                new InputMessagePoll(
                        FormattedText.plain(input.question()),
                        input.options().stream()
                                .map(option -> new InputPollOption(FormattedText.plain(option)))
                                .toList(),
                        true,
                        input.multipleChoice(),
                        !input.quiz(),
                        type)));
    }

    private static InputPollType quiz(Input input) {
        Integer correct = input.correctOption();
        if (correct == null) {
            // In the words of the original.
            throw ToolException.invalidInput("correct_option", "quiz polls require correct_option");
        }
        if (correct >= input.options().size()) {
            throw ToolException.invalidInput(
                    "correct_option",
                    "There is no option %d: the poll has %d, counted from 0"
                            .formatted(correct, input.options().size()));
        }
        return new InputPollTypeQuiz(
                List.of(correct), input.solution() == null ? null : FormattedText.plain(input.solution()));
    }
}
