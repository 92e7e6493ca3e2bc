package dev.toolgram.plugins.messages;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;
import java.util.List;

/** Pins a message (td_api {@code pinChatMessage}). */
final class PinMessage implements Tool<PinMessage.Input, Done> {

    record Input(
            @Description("The id of the message.") @Positive long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("Notify nobody.") @DefaultValue("true")
            boolean silent,

            @Description("In a private chat, pin it only for this account.") @DefaultValue("false")
            boolean pmOneside) {}

    private final TelegramClient telegram;

    PinMessage(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("pin_message")
                .title("Pin a message")
                .description("Pins a message in its chat, for everyone. In a group or channel this needs the right to"
                        + " pin. Other pinned messages stay pinned: get_pinned_messages lists them, unpin_message"
                        + " removes one.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/messages/{message_id}/pin"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.SEND)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        long chatId = Lookups.chatOf(telegram, "chat", input.chat(), "message_id", List.of(input.messageId()));
        if (input.pmOneside() && chatId < 0) {
            throw ToolException.invalidInput(
                    "pm_oneside", "Only in a private chat can a message be pinned for one side: leave this out");
        }
        Message _ = Lookups.requireMessage(telegram, chatId, input.messageId(), "message_id");
        var _ = telegram.send(
                new Td.PinChatMessage(chatId, Message.tdlibId(input.messageId()), input.silent(), input.pmOneside()));
        return Done.OK;
    }
}
