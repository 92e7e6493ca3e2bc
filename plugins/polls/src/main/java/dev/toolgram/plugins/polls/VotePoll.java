package dev.toolgram.plugins.polls;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.Poll;
import dev.toolgram.tdlib.PollOption;
import dev.toolgram.tdlib.SetPollAnswer;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Votes in a poll (td_api {@code setPollAnswer}). */
final class VotePoll implements Tool<VotePoll.Input, VotePoll.Output> {

    record Input(
            @Description("The id of the poll's message.") @Positive
            long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The indices of the chosen options, from 0; several only where the poll allows it.")
            @Size(min = 1, max = 10)
            List<@PositiveOrZero Long> options) {}

    record Output(@Description("Always true.") boolean ok) {}

    private final TelegramClient telegram;

    VotePoll(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Output> definition() {
        return ToolDefinition.named("vote_poll")
                .title("Vote in a poll")
                .description("Votes in a poll, in place of the account's earlier vote; the answer to a quiz is final."
                        + " get_poll_results shows the options and, after the vote, the results.")
                .input(Input.class)
                .output(Output.class)
                .route(Route.post("/api/polls/{message_id}/vote"))
                .effect(Effect.WRITE.repeatable())
                .previewByRunning()
                .build();
    }

    @Override
    public Output call(Input input, ToolContext context) {
        FoundPoll found = FoundPoll.of(telegram, input.chat(), input.messageId());
        List<Long> chosen = input.options().stream().distinct().toList();
        check(found.poll(), chosen);
        var _ = telegram.send(new SetPollAnswer(found.chatId(), found.messageId(), chosen));
        return new Output(true);
    }

    private static void check(Poll poll, List<Long> chosen) {
        int count = poll.options().size();
        if (poll.isClosed()) {
            throw ToolException.invalidInput("message_id", "This poll is closed: get_poll_results shows its results");
        }
        if (chosen.stream().anyMatch(index -> index >= count)) {
            throw ToolException.invalidInput(
                    "options", "The poll has %d options, counted from 0: get_poll_results shows them".formatted(count));
        }
        if (chosen.size() > 1 && !poll.allowsMultipleAnswers()) {
            throw ToolException.invalidInput("options", "In this poll only one option can be chosen");
        }
        if (!poll.allowsRevoting() && poll.options().stream().anyMatch(PollOption::isChosen)) {
            throw ToolException.invalidInput("message_id", "This account has voted, and the vote cannot be changed");
        }
    }
}
