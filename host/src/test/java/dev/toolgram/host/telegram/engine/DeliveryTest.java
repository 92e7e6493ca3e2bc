package dev.toolgram.host.telegram.engine;

import static dev.toolgram.host.telegram.engine.TestEngine.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.codec.Td;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Results of messages that TDLib acknowledges before they are sent. */
class DeliveryTest {

    private static final String SENT_7 = sent(1001, 7);

    private final AtomicReference<Thread> caller = new AtomicReference<>();
    private final FakeTdJson td = new FakeTdJson();
    private final TdlibEngine engine = TestEngine.ready(td);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theFinalMessageIsTheAnswer() {
        td.on("sendMessage", request -> {
            request.answer(provisional(1001));
            td.update(SENT_7);
        });

        JsonNode message = send("sendMessage");

        assertThat(Td.number(message, "id")).isEqualTo(7L << 20);
        assertThat(message.has("sending_state")).isFalse();
    }

    @Test
    void anUpdateThatComesBeforeTheAnswerIsNotMissed() {
        td.on("sendMessage", request -> {
            td.update(SENT_7);
            request.answer(provisional(1001));
        });

        assertThat(Td.number(send("sendMessage"), "id")).isEqualTo(7L << 20);
    }

    @Test
    void anUpdateOfAnotherChatWithTheSameIdIsNotTaken() {
        td.on("sendMessage", request -> {
            td.update(SENT_7.replace("'chat_id':5", "'chat_id':6"));
            request.answer(provisional(1001));
            td.update(sent(1001, 8));
        });

        assertThat(Td.number(send("sendMessage"), "id")).isEqualTo(8L << 20);
    }

    @Test
    void aRefusedMessageFailsAndIsRemoved() {
        td.on("sendMessage", request -> {
            request.answer(provisional(1001));
            td.update(refused(1001));
        });

        ToolException failure = failure("sendMessage");

        assertThat(failure.telegramError()).isNotNull();
        assertThat(failure).hasMessage("ChatWriteForbiddenError: CHAT_WRITE_FORBIDDEN");
        assertThat(td.sent("deleteMessages"))
                .containsExactly("{'@type':'deleteMessages','chat_id':5,'message_ids':[1001]}");
    }

    @Test
    void aMessageThatWasRefusedAtOnceFails() {
        td.answering(
                "sendMessage",
                "{'@type':'message','id':1001,'chat_id':5,'sending_state':{'@type':'messageSendingStateFailed',"
                        + "'error':{'@type':'error','code':429,'message':'Too Many Requests: retry after 99'}}}");

        assertThat(failure("sendMessage").telegramError())
                .satisfies(error -> assertThat(error.retryAfter()).isEqualTo(99));
    }

    @Test
    void aMessageThatIsDeletedBeforeItIsSentFails() {
        td.on("sendMessage", request -> {
            request.answer(provisional(1001));
            td.update("{'@type':'updateDeleteMessages','chat_id':5,'message_ids':[1001],'from_cache':true}");
            td.update("{'@type':'updateDeleteMessages','chat_id':5,'message_ids':[1001],'is_permanent':true}");
        });

        assertThat(failure("sendMessage")).hasMessageContaining("MESSAGE_DELETED_BEFORE_SENT");
    }

    @Test
    void allMessagesOfAListAreAwaitedInTheirOrder() {
        td.on("forwardMessages", request -> {
            td.update(sent(1003, 9));
            request.answer(messages(provisional(1001), "null", provisional(1003)));
            td.update(SENT_7);
        });

        assertThat(ids(send("forwardMessages"))).containsExactly(7L, 0L, 9L);
    }

    @Test
    void aRefusedMessageAmongOthersIsNullSoThatTheOthersAreNotSentAgain() {
        td.on("forwardMessages", request -> {
            request.answer(messages(provisional(1001), provisional(1002)));
            td.update(refused(1002));
            td.update(SENT_7);
        });

        assertThat(ids(send("forwardMessages"))).containsExactly(7L, 0L);
    }

    @Test
    void aListOfWhichNothingWasSentFails() {
        td.on("forwardMessages", request -> {
            request.answer(messages(provisional(1001), "null", provisional(1002)));
            td.update(refused(1001));
            td.update(refused(1002));
        });

        assertThat(failure("forwardMessages").code()).isEqualTo(ErrorCode.TELEGRAM_REFUSED);
    }

    private static final String CANCELLATION =
            "{'@type':'deleteMessages','chat_id':5,'revoke':true,'message_ids':[%s]}";

    @Test
    void aMessageThatIsNotSentInTimeIsCancelled() {
        td.answering("sendMessage", provisional(1001));
        td.on("deleteMessages", request -> td.update(deleted("1001")));

        ToolException failure = timeout("sendMessage");

        assertThat(failure.isNotSent()).isTrue();
        assertThat(failure).hasMessageContaining("the message was cancelled and is not sent");
        assertThat(td.sent("deleteMessages")).containsExactly(CANCELLATION.formatted("1001"));
    }

    @Test
    void aMessageThatIsSentWhileItIsCancelledIsTheAnswer() {
        td.answering("sendMessage", provisional(1001));
        td.on("deleteMessages", request -> td.update(SENT_7));

        JsonNode message =
                engine.request(Td.function("sendMessage"), Instant.now().plusMillis(50));

        assertThat(Td.number(message, "id")).isEqualTo(7L << 20);
    }

    @Test
    void aMessageWhoseCancellationIsNotConfirmedIsUnknown() {
        td.answering("sendMessage", provisional(1001));

        ToolException failure = timeout("sendMessage");

        assertThat(failure.isNotSent()).isFalse();
        assertThat(failure).hasMessageContaining("it is unknown whether the message was sent");
        assertThat(td.sent("deleteMessages")).hasSize(1);
    }

    @Test
    void aListThatIsSentInPartIsUnknown() {
        td.answering("forwardMessages", messages(provisional(1001), provisional(1002)));
        td.on("deleteMessages", request -> {
            td.update(SENT_7);
            td.update(deleted("1002"));
        });

        assertThat(timeout("forwardMessages").isNotSent()).isFalse();
        assertThat(td.sent("deleteMessages")).containsExactly(CANCELLATION.formatted("1001,1002"));
    }

    /** FloodedWritesIT shows that TDLib sends forwards and albums all the same. */
    @ParameterizedTest
    @CsvSource({
        "resendMessages,   true,  it can be sent again",
        "forwardMessages,  false, it was cancelled but may still take effect",
        "sendMessageAlbum, false, it was cancelled but may still take effect"
    })
    void aListOfWhichNothingIsSentInTimeIsCancelled(String function, boolean notSent, String message) {
        td.answering(function, messages(provisional(1001), "null", provisional(1002)));
        td.on("deleteMessages", request -> td.update(deleted("1001,1002")));

        ToolException failure = timeout(function);

        assertThat(failure.isNotSent()).isEqualTo(notSent);
        assertThat(String.valueOf(failure.getMessage()).replace(",", "")).contains(message);
    }

    @Test
    void aResponseAfterTheDeadlineIsCancelled() {
        List<FakeTdJson.Request> requests = new CopyOnWriteArrayList<>();
        td.on("sendMessage", requests::add);

        assertThat(timeout("sendMessage").isNotSent()).isFalse();
        requests.getFirst().answer(provisional(1001));

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(td.sent("deleteMessages")).containsExactly(CANCELLATION.formatted("1001")));
    }

    @Test
    void anInterruptedSendIsCancelled() throws InterruptedException {
        td.on("sendMessage", request -> {
            request.answer(provisional(1001));
            caller.get().interrupt();
        });
        Thread call = Thread.ofVirtual().unstarted(() -> failure("sendMessage"));
        caller.set(call);
        call.start();

        assertThat(call.join(TestEngine.PATIENCE)).isTrue();
        Awaitility.await() // the response may arrive after the interruption
                .untilAsserted(
                        () -> assertThat(td.sent("deleteMessages")).containsExactly(CANCELLATION.formatted("1001")));
    }

    @Test
    void readingDoesNotWaitForWhatOthersAreSending() {
        td.answering("getChatHistory", messages(provisional(1001), "null"));

        assertThat(send("getChatHistory").path("messages")).hasSize(2);
    }

    private JsonNode send(String function) {
        return engine.request(Td.function(function), soon());
    }

    private ToolException failure(String function) {
        return catchThrowableOfType(ToolException.class, () -> send(function));
    }

    private ToolException timeout(String function) {
        ToolException failure = catchThrowableOfType(
                ToolException.class,
                () -> engine.request(Td.function(function), Instant.now().plusMillis(50)));
        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
        return failure;
    }

    private static String deleted(String ids) {
        return "{'@type':'updateDeleteMessages','chat_id':5,'message_ids':[" + ids + "],'is_permanent':true}";
    }

    private static List<Long> ids(JsonNode messages) {
        return messages.path("messages").values().stream()
                .map(message -> Td.number(message, "id") >> 20)
                .toList();
    }

    private static String provisional(long id) {
        return "{'@type':'message','id':" + id
                + ",'chat_id':5,'sending_state':{'@type':'messageSendingStatePending','sending_id':0}}";
    }

    private static String messages(String... messages) {
        return "{'@type':'messages','total_count':" + messages.length + ",'messages':[" + String.join(",", messages)
                + "]}";
    }

    private static String sent(long oldId, long serverId) {
        return "{'@type':'updateMessageSendSucceeded','old_message_id':" + oldId + ",'message':{'@type':'message','id':"
                + (serverId << 20) + ",'chat_id':5}}";
    }

    private static String refused(long oldId) {
        return "{'@type':'updateMessageSendFailed','old_message_id':" + oldId
                + ",'message':{'@type':'message','id':" + oldId + ",'chat_id':5},"
                + "'error':{'@type':'error','code':400,'message':'CHAT_WRITE_FORBIDDEN'}}";
    }
}
