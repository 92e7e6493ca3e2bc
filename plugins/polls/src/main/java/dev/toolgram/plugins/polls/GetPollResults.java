package dev.toolgram.plugins.polls;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;

/** Reads a poll (td_api {@code getMessage}). */
final class GetPollResults implements Tool<GetPollResults.Input, PollResults> {

    record Input(
            @Description("The id of the poll's message.") @Positive
            long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    GetPollResults(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, PollResults> definition() {
        return ToolDefinition.named("get_poll_results")
                .title("Read a poll and its results")
                .description(
                        "Returns the question, the options and the votes of a poll. Telegram shows the votes in another"
                                + " one's poll only after this account has voted or the poll is closed. To vote use vote_poll.")
                .input(Input.class)
                .output(PollResults.class)
                .route(Route.get("/api/polls/{message_id}/results"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public PollResults call(Input input, ToolContext context) {
        return PollResults.of(
                FoundPoll.of(telegram, input.chat(), input.messageId()).poll());
    }
}
