package dev.toolgram.host.tool;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.tool.OpenQuestions.Answered;
import dev.toolgram.host.tool.OpenQuestions.Kept;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The questions of one call to its user. Thread-safe. */
final class CallQuestions {

    private final OpenQuestions open;
    private final ToolCall call;
    private final boolean readOnly;
    private final @Nullable String state;
    private final @Nullable Kept kept;
    private final Map<String, Answered> answered = new HashMap<>();
    private boolean stateAccepted;
    private @Nullable List<Long> approvedChats;

    /** @param readOnly whether the call changes nothing */
    CallQuestions(OpenQuestions open, ToolCall call, boolean readOnly) {
        this.open = open;
        this.call = call;
        this.readOnly = readOnly;
        this.state = call.options().user() instanceof UserChannel.Repeated repeated ? repeated.state() : null;
        this.kept = state == null ? null : open.find(state, call);
    }

    /** Whether the call answers a question of its tool; its state is not an approval's then. */
    boolean isResumed() {
        return kept != null;
    }

    /** Whether the call was approved for these chats before its tool asked; such an approval is used up by this. */
    synchronized boolean isApprovedBefore(List<Long> chats) {
        if (kept == null || !chats.equals(kept.approvedChats())) {
            return false;
        }
        useState();
        return true;
    }

    /** The state of the call is an approval that was found. */
    synchronized void acceptState() {
        stateAccepted = true;
    }

    /** The call was approved for these chats. */
    synchronized void approved(List<Long> chats) {
        approvedChats = List.copyOf(chats);
    }

    /**
     * Asks, or returns what was answered.
     *
     * @param bind makes the answer of the form's fields, or throws {@code INVALID_INPUT}
     * @param patience how long to wait
     * @throws CallRefusedException if the caller cannot ask, or answers by repeating the call
     */
    synchronized <T> Optional<T> ask(UserQuestion question, Function<ObjectNode, T> bind, Duration patience) {
        UserAnswer answer = switch (call.options().user()) {
            case UserChannel.None _ ->
                throw new CallRefusedException(new ToolResult.CannotAsk(
                        ("%s has a question for a person, and this caller cannot ask one: use an MCP client that supports"
                                        + " elicitation. Nothing was sent. The question: %s")
                                .formatted(call.tool(), question.text())));
            case UserChannel.Live live -> ask(live, question, patience);
            case UserChannel.Repeated repeated -> repeated(question, repeated);
        };
        if (!answer.isAccepted()) {
            return Optional.empty();
        }
        try {
            return Optional.of(bind.apply(answer.content()));
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT && call.options().user() instanceof UserChannel.Repeated) {
                answered.remove(question.name());
                throw askAgain(question);
            }
            throw e;
        }
    }

    private UserAnswer ask(UserChannel.Live live, UserQuestion question, Duration patience) {
        BlockingQueue<UserAnswer> answers = new LinkedBlockingQueue<>();
        live.ask(question, answers::add);
        UserAnswer answer;
        try {
            answer = answers.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallRefusedException(new ToolResult.Cancelled());
        }
        if (answer == null) {
            throw new ToolException(
                    ErrorCode.TIMEOUT,
                    "The user did not answer in time: call again when the user is there. The question: "
                            + question.text());
        }
        return answer;
    }

    private UserAnswer repeated(UserQuestion question, UserChannel.Repeated repeated) {
        useState();
        Answered before = answered.get(question.name());
        if (before != null && before.question().equals(question)) {
            return before.answer();
        }
        UserAnswer given = repeated.answers().get(question.name());
        // Without a state it is for no question of this host, which is good enough where nothing is changed.
        boolean isForIt =
                kept == null ? state == null && readOnly : kept.question().equals(question);
        if (given == null || !isForIt) {
            throw askAgain(question);
        }
        answered.put(question.name(), new Answered(question, given));
        return given;
    }

    /** Once for each call. */
    private void useState() {
        if (state == null || stateAccepted) {
            return;
        }
        if (kept == null || !open.use(state)) {
            throw new CallRefusedException(new ToolResult.UnknownState(
                    "The requestState is used, expired, or for another call: call again without it"));
        }
        stateAccepted = true;
        approvedChats = kept.approvedChats();
        answered.putAll(kept.earlier());
    }

    private CallRefusedException askAgain(UserQuestion question) {
        return new CallRefusedException(
                new ToolResult.InputRequired(open.keep(call, question, answered, approvedChats)));
    }
}
