package dev.toolgram.plugins.polls;

import dev.toolgram.api.schema.Description;
import dev.toolgram.tdlib.Poll;
import dev.toolgram.tdlib.PollOption;
import dev.toolgram.tdlib.PollTypeQuiz;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of a poll. */
record PollResults(
        @Description("The question.") String question,

        @Description("The number of people who voted; null if it is not known.") @Nullable
        Long totalVoters,

        @Description("The options in their order.") List<Option> results,

        @Description("Whether nobody can vote any more.") boolean closed) {

    /** An option of a poll. */
    record Option(
            @Description("The index of the option, from 0, for vote_poll.")
            int optionIndex,

            @Description("The text of the option.") String text,

            @Description("The number of votes; null while this account has not voted in the poll of another one.")
            @Nullable
            Long voters,

            @Description("Whether it is a correct answer of a quiz; false until Telegram says so.")
            boolean correct,

            @Description("Whether this account chose it.") boolean chosen) {}

    static PollResults of(Poll poll) {
        List<Long> correct = poll.type() instanceof PollTypeQuiz quiz ? quiz.correctOptionIds() : List.of();
        List<Option> options = new ArrayList<>();
        for (PollOption option : poll.options()) {
            int index = options.size();
            options.add(new Option(
                    index,
                    option.text().text(),
                    poll.canSeeResults() ? option.voterCount() : null,
                    correct.contains((long) index),
                    option.isChosen()));
        }
        return new PollResults(poll.question().text(), poll.totalVoterCount(), options, poll.isClosed());
    }
}
