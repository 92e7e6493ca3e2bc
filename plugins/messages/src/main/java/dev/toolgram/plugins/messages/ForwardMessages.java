package dev.toolgram.plugins.messages;

import dev.toolgram.api.Effect;
import dev.toolgram.api.InputProblem;
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
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Passes messages on to another chat (td_api {@code forwardMessages}). */
final class ForwardMessages implements Tool<ForwardMessages.Input, List<Message>> {

    record Input(
            @Description("The chat the messages are in. " + ChatParameter.DESCRIPTION)
            ChatReference fromChat,

            @Description("The chat to pass them on to, in the same forms.")
            ChatReference toChat,

            @Description("The ids of the messages, 1 to 100.") @Size(min = 1, max = 100)
            List<@Positive Long> messageIds,

            @Description("Deliver without a notification sound.") @DefaultValue("false")
            boolean silent) {}

    private final TelegramClient telegram;

    ForwardMessages(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Message>> definition() {
        return ToolDefinition.named("forward_messages")
                .title("Forward messages")
                .description("Passes messages of one chat on to another, with their origin shown, and returns the new"
                        + " messages. To write something new use send_message. Calling twice forwards twice.")
                .input(Input.class)
                .outputList(Message.class)
                .route(Route.post("/api/messages/forward"))
                .effect(Effect.WRITE)
                .build();
    }

    @Override
    public List<Message> call(Input input, ToolContext context) {
        long from = telegram.resolve("from_chat", input.fromChat());
        long to = telegram.resolve("to_chat", input.toChat());
        // TDLib wants ids in increasing order, as the messages were written.
        List<Long> ids = input.messageIds().stream().distinct().sorted().toList();
        requireAll(from, ids, input.messageIds());
        List<Message> forwarded = telegram
                .send(new Td.ForwardMessages(to, from, Td.ids(ids), Td.MessageSendOptions.silent(input.silent())))
                .messages()
                .stream()
                .filter(Objects::nonNull)
                .map(message -> Objects.requireNonNull(message))
                .toList();
        if (forwarded.isEmpty()) {
            throw ToolException.invalidInput(
                    "message_ids", "None of them can be forwarded: service messages and protected ones cannot");
        }
        return forwarded;
    }

    /** All or nothing: forwarding a part would leave the caller to find out which. */
    private void requireAll(long chatId, List<Long> ids, List<Long> asGiven) {
        List<@Nullable Message> found =
                telegram.send(new Td.GetMessages(chatId, Td.ids(ids))).messages();
        List<InputProblem> missing = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            if (found.get(index) == null) {
                Long id = ids.get(index);
                missing.add(new InputProblem(
                        List.of("message_ids", asGiven.indexOf(id)),
                        "No message %d in from_chat; nothing was forwarded".formatted(id),
                        "value_error"));
            }
        }
        if (!missing.isEmpty()) {
            throw ToolException.invalidInput(missing);
        }
    }
}
