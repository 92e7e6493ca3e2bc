package dev.toolgram.plugins.reactions;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.RemoveMessageReaction;
import jakarta.validation.constraints.Positive;

/** Takes the account's reactions back (td_api {@code removeMessageReaction}). */
final class RemoveReaction implements Tool<RemoveReaction.Input, Done> {

    record Input(
            @Description("The id of the message.") @Positive long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    private final TelegramClient telegram;

    RemoveReaction(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("remove_reaction")
                .title("Remove the own reaction")
                .description(
                        "Removes all reactions of this account from a message; those of others stay. Succeeds if there"
                                + " is none. To replace a reaction use set_reaction.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.delete("/api/messages/{message_id}/reactions"))
                .effect(Effect.WRITE.repeatable())
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        Target target = Target.of(telegram, input.chat(), input.messageId());
        target.message().chosen().forEach(type -> {
            var _ = telegram.send(new RemoveMessageReaction(target.chatId(), target.id(), type));
        });
        return Done.OK;
    }
}
