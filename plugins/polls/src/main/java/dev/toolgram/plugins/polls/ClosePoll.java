package dev.toolgram.plugins.polls;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetMessageProperties;
import jakarta.validation.constraints.Positive;

/** Ends a poll (td_api {@code stopPoll}). */
final class ClosePoll implements Tool<ClosePoll.Input, PollResults> {

    record Input(
            @Description("The id of the poll's message.") @Positive
            long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    /** td_api {@code messageProperties}. */
    record Properties(boolean canBeEdited) {}

    /** td_api {@code stopPoll}. */
    record StopPoll(long chatId, long messageId) implements TdFunction<TdFunction.Ok> {}

    private final TelegramClient telegram;

    ClosePoll(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, PollResults> definition() {
        return ToolDefinition.named("close_poll")
                .title("Close a poll")
                .description(
                        "Ends a poll that this account created and returns its final results. Nobody can vote any more,"
                                + " and it cannot be opened again. For the results so far use get_poll_results.")
                .input(Input.class)
                .output(PollResults.class)
                .route(Route.post("/api/polls/{message_id}/close"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .cost(Cost.SEND)
                .previewByRunning()
                .build();
    }

    @Override
    public PollResults call(Input input, ToolContext context) {
        FoundPoll found = FoundPoll.of(telegram, input.chat(), input.messageId());
        if (found.poll().isClosed()) {
            return PollResults.of(found.poll());
        }
        Properties properties =
                telegram.send(new GetMessageProperties(found.chatId(), found.messageId()), Properties.class);
        if (!properties.canBeEdited()) {
            throw ToolException.invalidInput(
                    "message_id", "Only who created a poll can close it, and this account did not create this one");
        }
        var _ = telegram.send(new StopPoll(found.chatId(), found.messageId()));
        return PollResults.of(found.again(telegram).poll());
    }
}
