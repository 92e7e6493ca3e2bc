package dev.toolgram.host.telegram.sends;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.host.store.JournaledWrite;
import dev.toolgram.host.store.SendJournal;
import dev.toolgram.host.store.SendReport;
import dev.toolgram.host.store.SendState;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Reports the outcome of a call that timed out. */
public final class GetSend implements Tool<GetSend.Input, GetSend.Send> {

    record Input(
            @Description("The send_id of the answer whose outcome was unknown.") @Size(min = 1, max = 64)
            String sendId) {}

    enum State {
        @JsonProperty("sent")
        SENT,
        @JsonProperty("not_sent")
        NOT_SENT,
        @JsonProperty("unknown")
        UNKNOWN
    }

    record Send(
            String sendId,
            @Description("The tool that was called.") String tool,
            @Description("The time of the call.") OffsetDateTime createdAt,

            @Description("sent: Telegram has it; not_sent: it does not, and will not get it; unknown: ask again later.")
            State state,

            @Description("The messages that Telegram has.") List<SentMessage> messages) {}

    record SentMessage(
            @Description("Pass this to other tools as chat.")
            String chat,

            @Description("The id of the message.") long id) {}

    private final SendJournal journal;
    private final JournaledRequests requests;

    public GetSend(SendJournal journal, JournaledRequests requests) {
        this.journal = journal;
        this.requests = requests;
    }

    @Override
    public ToolDefinition<Input, Send> definition() {
        return ToolDefinition.named("get_send")
                .title("Get the outcome of a send")
                .description(
                        "Reports whether a call that timed out with \"sent\": \"unknown\" reached Telegram. Remembers"
                                + " calls for 24 hours. To repeat a call safely, use an idempotency key.")
                .input(Input.class)
                .output(Send.class)
                .route(Route.get("/api/sends/{send_id}"))
                .effect(Effect.READ)
                .cost(Cost.NONE)
                .build();
    }

    @Override
    public Send call(Input input, ToolContext context) {
        SendReport send = journal.find(Objects.requireNonNullElse(context.keyName(), ""), input.sendId())
                .orElseThrow(() -> ToolException.invalidInput(
                        "send_id", "No call of the last 24 hours has this id: take it from the answer that timed out"));
        send.writes().forEach(write -> requests.settle(write, context.deadline()));
        List<SentMessage> messages = send.writes().stream()
                .flatMap(write -> write.sent().stream()
                        .map(id -> new SentMessage(Long.toString(write.chatId()), Message.serverId(id))))
                .toList();
        return new Send(send.id(), send.tool(), send.created().atOffset(ZoneOffset.UTC), state(send), messages);
    }

    private static State state(SendReport send) {
        Set<SendState> states =
                send.writes().stream().map(JournaledWrite::state).collect(Collectors.toSet());
        if (states.contains(SendState.ASKED) || states.contains(SendState.SENDING)) {
            return State.UNKNOWN;
        }
        return states.contains(SendState.SENT) || (states.isEmpty() && send.state() == SendState.SENT)
                ? State.SENT
                : State.NOT_SENT;
    }
}
