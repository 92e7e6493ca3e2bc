package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.login.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is asked of TDLib, and what it answers: every function waits for its answer as long as it may, and one that waits
 * long has the connection looked after. Thread-safe.
 */
final class RequestChannel implements Outbox {

    private final Consumer<ObjectNode> wire;
    private final Supplier<ConnectionState> connection;
    private final PendingRequests requests = new PendingRequests();
    private final ObservedAnswers answers = new ObservedAnswers();
    private final SlowResponseLog answerLog = new SlowResponseLog(InstantSource.system());
    private final Reconnector redial = new Reconnector(this, InstantSource.system());

    /**
     * @param wire takes functions to TDLib
     * @param connection how the connection to Telegram stands
     */
    RequestChannel(Consumer<ObjectNode> wire, Supplier<ConnectionState> connection) {
        this.wire = wire;
        this.connection = connection;
    }

    /** Tells a listener of every function that is asked from now on. */
    void tell(TelegramListener listener) {
        answers.tell(listener);
    }

    @Override
    public void send(ObjectNode function, Consumer<ObjectNode> whenAnswered) {
        PendingRequests.Pending pending = requests.register(function);
        var _ = pending.answer().whenComplete((answer, failure) -> {
            requests.forget(pending);
            if (failure == null) {
                whenAnswered.accept(answer);
            }
        });
        wire.accept(function);
    }

    /**
     * Sends a function and waits for its answer; a td_api {@code error} is one.
     *
     * @param function is taken over
     * @param check refuses, when nothing can be asked
     */
    ObjectNode ask(ObjectNode function, Instant deadline, Runnable check) {
        String name = Td.type(function);
        Duration left = Duration.between(Instant.now(), deadline);
        if (!left.isPositive()) {
            throw TdErrors.tooLate(name);
        }
        PendingRequests.Pending pending = requests.register(function);
        try {
            // Only now: what ends the session after this line fails what is registered.
            check.run();
            wire.accept(function);
            ObjectNode answer = answers.await(name, () -> await(pending, name, left));
            answerLog.answered(name, answer);
            return answer;
        } catch (TimeoutException e) {
            if (isConnected()) {
                answerLog.timedOut(name);
            }
            throw TdErrors.timeout(name, connection.get().obstacle());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TdErrors.interrupted(name);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ToolException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            requests.forget(pending);
        }
    }

    private ObjectNode await(PendingRequests.Pending pending, String name, Duration left)
            throws InterruptedException, ExecutionException, TimeoutException {
        Duration rest = left.minus(Reconnector.PATIENCE);
        try {
            return pending.get(rest.isPositive() ? Reconnector.PATIENCE : left);
        } catch (TimeoutException e) {
            if (isConnected()) {
                redial.unanswered(name);
            }
            if (!rest.isPositive()) {
                throw e;
            }
        }
        return pending.get(rest);
    }

    private boolean isConnected() {
        return connection.get() == ConnectionState.READY;
    }

    /** On the receive thread: takes an answer. */
    void answered(long extra, ObjectNode answer) {
        requests.answered(extra, answer);
    }

    /** On the receive thread: an update may say what became of what was asked. */
    void updated(ObjectNode update) {
        switch (Td.type(update)) {
            case "updateFile" -> redial.fileMoved();
            case "updateMessageSendFailed" -> removeUnsent(update.path("message"));
            default -> {}
        }
        requests.updated(update);
    }

    /** A refused message would stay in the chat's history, on this client only, for ever. */
    private void removeUnsent(JsonNode message) {
        ObjectNode delete = Td.function("deleteMessages").put("chat_id", Td.number(message, "chat_id"));
        delete.putArray("message_ids").add(Td.number(message, "id"));
        send(delete);
    }

    /** No answer will come: whoever waits gets this failure. */
    void failAll(Supplier<ToolException> failure) {
        requests.failAll(failure);
    }
}
