package dev.toolgram.plugins.messages;

import dev.toolgram.api.Effect;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Forwards messages to another chat (td_api {@code forwardMessages}). */
final class ForwardMessages implements Tool<ForwardMessages.Input, List<Message>> {

    record Input(
            @Description("The chat that contains the messages. " + ChatParameter.DESCRIPTION)
            @ChatAccess(ChatAccess.Mode.READ)
            ChatReference fromChat,

            @Description("The chat to forward to, in the same forms.")
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
                .description("Forwards messages from one chat to another, with their origin shown, and returns the new"
                        + " messages. To write something new use send_message. Calling twice forwards twice.")
                .input(Input.class)
                .outputList(Message.class)
                .route(Route.post("/api/messages/forward"))
                .effect(Effect.WRITE)
                .previewByRunning()
                .build();
    }

    @Override
    public List<Message> call(Input input, ToolContext context) {
        long from = Lookups.chatOf(telegram, "from_chat", input.fromChat(), "message_ids", input.messageIds());
        long to = telegram.resolve("to_chat", input.toChat());
        // TDLib requires ids in increasing order.
        List<Long> ids = input.messageIds().stream().distinct().sorted().toList();
        List<@Nullable Message> found =
                telegram.send(new Td.GetMessages(from, Td.ids(ids))).messages();
        IntPredicate isThere = index -> found.get(index) != null;
        require(isThere, "No message %d in from_chat; nothing was forwarded", ids, input.messageIds());
        require(
                index -> isForwardable(from, ids.get(index)),
                "Message %d is a service message or protected and cannot be forwarded; nothing was forwarded",
                ids,
                input.messageIds());
        List<@Nullable Message> forwarded = telegram.send(
                        new Td.ForwardMessages(to, from, Td.ids(ids), Td.MessageSendOptions.silent(input.silent())))
                .messages();
        IntPredicate wasSent = index -> forwarded.get(index) != null;
        require(
                wasSent,
                "Telegram did not accept message %d; the messages not listed here were forwarded, do not repeat them",
                ids,
                input.messageIds());
        return forwarded.stream()
                .map(message -> Objects.requireNonNull(message))
                .toList();
    }

    private boolean isForwardable(long chatId, long messageId) {
        return telegram.send(new Td.GetMessageProperties(chatId, Message.tdlibId(messageId)))
                .canBeForwarded();
    }

    /** Fails before anything is sent: TDLib would forward some of the messages without reporting which. */
    private static void require(IntPredicate condition, String complaint, List<Long> ids, List<Long> asGiven) {
        List<InputProblem> problems = IntStream.range(0, ids.size())
                .filter(index -> !condition.test(index))
                .mapToObj(ids::get)
                .map(id -> new InputProblem(
                        List.of("message_ids", asGiven.indexOf(id)), complaint.formatted(id), "value_error"))
                .toList();
        if (!problems.isEmpty()) {
            throw ToolException.invalidInput(problems);
        }
    }
}
