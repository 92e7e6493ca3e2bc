package dev.toolgram.plugins.reactions;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.AddMessageReaction;
import dev.toolgram.tdlib.ReactionType;
import dev.toolgram.tdlib.RemoveMessageReaction;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Reacts to a message (td_api {@code addMessageReaction}; {@code setMessageReactions} is for bots only). */
final class SetReaction implements Tool<SetReaction.Input, Done> {

    record Input(
            @Description("The id of the message.") @Positive long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("One emoji, for example 👍.") @Size(min = 1, max = 16)
            String emoji,

            @Description("Show the reaction with a large animation.") @DefaultValue("false")
            boolean big) {}

    private final TelegramClient telegram;

    SetReaction(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("set_reaction")
                .title("React to a message")
                .description(
                        "Sets the account's reaction to a message, in place of those that it has already. Everybody in"
                                + " the chat can see it. A refusal lists the emoji that the chat allows. To take it back use"
                                + " remove_reaction, to answer in words use send_message with reply_to.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/messages/{message_id}/reactions"))
                .effect(Effect.WRITE.repeatable())
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        Target target = Target.of(telegram, input.chat(), input.messageId());
        ReactionType wanted = new Availability(telegram, target).require(input.emoji());
        List<ReactionType> others = target.message().chosen().stream()
                .filter(type -> !type.equals(wanted))
                .toList();
        var _ = telegram.send(new AddMessageReaction(target.chatId(), target.id(), wanted, input.big(), false));
        // Only an account with Telegram Premium has several; otherwise TDLib has replaced the old one.
        others.forEach(type -> {
            var _ = telegram.send(new RemoveMessageReaction(target.chatId(), target.id(), type));
        });
        return Done.OK;
    }
}
