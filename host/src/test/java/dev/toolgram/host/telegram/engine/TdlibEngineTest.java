package dev.toolgram.host.telegram.engine;

import static dev.toolgram.host.telegram.engine.TestEngine.PATIENCE;
import static dev.toolgram.host.telegram.engine.TestEngine.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.login.AuthorizationState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TdlibEngineTest {

    private final FakeTdJson td = new FakeTdJson();
    private TdlibEngine engine = TestEngine.ready(td);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void anAnswerReachesTheCallThatAskedForIt() {
        td.on(
                "getUser",
                request -> request.answer("{'@type':'user','id':"
                        + request.function().path("user_id").asLong() + "}"));

        assertThat(engine.request(Td.function("getUser").put("user_id", 7), soon()))
                .isEqualTo(FakeTdJson.object("{'@type':'user','id':7}"));
    }

    @Test
    void anErrorOfTdlibBecomesAToolException() {
        td.answering("getUser", "{'@type':'error','code':400,'message':'User not found'}");

        assertThat(failure("getUser").code()).isEqualTo(ErrorCode.INVALID_INPUT);
    }

    @Test
    void theDeadlineEndsTheWaitAndASendWithoutResponseIsUnknown() {
        ToolException failure = catchThrowableOfType(
                ToolException.class,
                () -> engine.request(Td.function("sendMessage"), Instant.now().plusMillis(50)));

        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(failure)
                .hasMessageContaining(
                        "it is unknown whether the message was sent: read the chat before sending it again");
        assertThat(failure.isNotSent()).isFalse();
    }

    @Test
    void nothingIsSentWhenTheDeadlineHasPassed() {
        ToolException failure = catchThrowableOfType(
                ToolException.class, () -> engine.request(Td.function("sendMessage"), Instant.now()));

        assertThat(failure).hasMessageContaining("before sendMessage was sent");
        assertThat(failure.isNotSent()).isTrue();
        assertThat(td.sent("sendMessage")).isEmpty();
    }

    @Test
    void anInterruptedCallEndsAndStaysInterrupted() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        td.on("getMe", request -> asked.countDown());
        Thread call = Thread.ofVirtual().start(() -> {
            failure("getMe");
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        call.interrupt();

        assertThat(interrupted.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isTrue();
    }

    @Test
    void closingFailsPendingCallsAtOnce() {
        td.on("getMe", request -> Thread.ofVirtual().start(engine::close));

        assertThat(failure("getMe").code()).isEqualTo(ErrorCode.NOT_READY);
        assertThat(engine.awaitReady(PATIENCE)).isInstanceOf(AuthorizationState.Closed.class);
    }

    @Test
    void aRevokedSessionFailsPendingAndLaterCallsWithTheReason() {
        td.on("getMe", request -> {
            td.authorization("authorizationStateLoggingOut");
            td.authorization("authorizationStateClosing");
            td.authorization("authorizationStateClosed");
        });

        assertThat(failure("getMe")).hasMessageStartingWith("Telegram has ended the session");
        assertThat(engine.awaitReady(PATIENCE)).isInstanceOf(AuthorizationState.Closed.class);
        assertThat(failure("getMe")).hasMessageContaining("'toolgram login'");
        assertThat(engine.ready()).isFalse();
    }

    @Test
    void anInterruptedThreadWaitsUntilTdlibHasClosed() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        td.on("close", request -> asked.countDown());
        Thread closing = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            engine.close();
            closed.complete(Thread.currentThread().isInterrupted());
        });
        assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        closing.interrupt();
        assertThat(closing.join(Duration.ofMillis(200))).as("it waits").isFalse();
        td.authorization("authorizationStateClosed");

        assertThat(closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .as("and stays interrupted")
                .isTrue();
    }

    @Test
    void whatTdlibHasNotClosedInTimeStaysItsOwnUntilItHas() {
        engine.close();
        CountDownLatch given = new CountDownLatch(1);
        FakeTdJson slow = new FakeTdJson().on("close", request -> {});
        engine = TestEngine.startTelling(slow, given::countDown);
        assertThat(engine.awaitReady(PATIENCE)).isEqualTo(new AuthorizationState.Ready());

        engine.close(Duration.ofMillis(20));

        assertThat(given.getCount()).as("the database is given back").isEqualTo(1);
        assertThat(failure("getMe").code()).isEqualTo(ErrorCode.NOT_READY);
        slow.authorization("authorizationStateClosed");
        assertThat(engine.awaitReady(PATIENCE)).isInstanceOf(AuthorizationState.Closed.class);
        engine.close();
        assertThat(given.getCount()).isZero();
    }

    @Test
    void closingTwiceClosesTdlibOnce() {
        engine.close();
        engine.close();

        assertThat(td.sent("close")).hasSize(1);
        assertThat(failure("getMe").code()).isEqualTo(ErrorCode.NOT_READY);
    }

    @Test
    void anEngineThatIsNotLoggedInSaysWhy() {
        engine.close();
        FakeTdJson stranger = new FakeTdJson().on("setTdlibParameters", request -> request.answer("{'@type':'ok'}"));
        engine = TestEngine.start(stranger, null);
        stranger.authorization("authorizationStateWaitPhoneNumber");

        assertThat(engine.awaitReady(PATIENCE)).isInstanceOf(AuthorizationState.Asks.class);
        assertThat(failure("getMe")).hasMessageContaining("Telegram is not logged in");
    }

    @Test
    void anEngineThatIsOnlyPreparedSaysWhyAndLeavesTdlibAlone() {
        FakeTdJson later = new FakeTdJson();
        TdlibEngine prepared = TestEngine.prepare(later, null);
        AuthorizationState.TakingOver delayed = new AuthorizationState.TakingOver(true);

        prepared.postpone(new AuthorizationState.TakingOver(false));
        prepared.postpone(delayed);

        assertThat(prepared.obstacle()).contains(delayed.reason());
        assertThat(catchThrowableOfType(ToolException.class, () -> prepared.request(Td.function("getMe"), soon())))
                .hasMessage(delayed.reason());
        prepared.close();
        prepared.begin();
        assertThat(later.sent()).isEmpty();
        assertThat(prepared.state()).isInstanceOf(AuthorizationState.Closed.class);
    }

    @Test
    void aPreparedEngineServesOnceItMayBegin() {
        FakeTdJson later = new FakeTdJson().answering("getMe", "{'@type':'user','id':7}");
        try (TdlibEngine prepared = TestEngine.prepare(later, null)) {
            prepared.postpone(new AuthorizationState.TakingOver(false));

            prepared.begin();

            assertThat(prepared.awaitReady(PATIENCE)).isEqualTo(new AuthorizationState.Ready());
            assertThat(prepared.request(Td.function("getMe"), soon()).path("id").asInt())
                    .isEqualTo(7);
        }
    }

    @Test
    void serviceNeedsTheLoginAndTheConnection() {
        connection("connectionStateReady");
        assertThat(engine.awaitService(PATIENCE)).isEmpty();

        CompletableFuture<ConnectionState> told = new CompletableFuture<>();
        engine.onConnectionChange(told::complete);
        connection("connectionStateUpdating");
        var _ = told.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(engine.obstacle()).contains(ConnectionState.UPDATING.reason());
        td.authorization("authorizationStateLoggingOut");

        assertThat(engine.awaitService(PATIENCE)).contains(new AuthorizationState.LoggingOut().reason());
    }

    @Test
    void aTimeoutSaysThatTelegramCannotBeReached() {
        assertThatThrownBy(
                        () -> engine.request(Td.function("getMe"), Instant.now().plusMillis(50)))
                .hasMessage(
                        "No response from Telegram to getMe in time. " + ConnectionState.WAITING_FOR_NETWORK.reason());
    }

    @Test
    void connectionChangesAreNotified() {
        CompletableFuture<ConnectionState> told = new CompletableFuture<>();
        engine.onConnectionChange(told::complete);

        td.update("{'@type':'updateConnectionState','state':{'@type':'connectionStateUpdating'}}");

        assertThat(told.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isEqualTo(ConnectionState.UPDATING);
    }

    private void connection(String state) {
        td.update("{'@type':'updateConnectionState','state':{'@type':'" + state + "'}}");
    }

    private ToolException failure(String function) {
        return catchThrowableOfType(ToolException.class, () -> engine.request(Td.function(function), soon()));
    }
}
