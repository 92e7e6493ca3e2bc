package dev.toolgram.host.telegram;

import static dev.toolgram.host.telegram.TestEngine.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TdlibTelegramClientTest {

    record GetMe() implements TdFunction<Entity> {}

    record DeleteChat(long chatId) implements TdFunction<TdFunction.Ok> {}

    record UpdateChatTitle(long chatId, String title) {}

    private final FakeTdJson td = new FakeTdJson().answering("getMe", "{'@type':'user','id':7,'first_name':'Ann'}");
    private final TdlibEngine engine = TestEngine.ready(td);
    private final TdlibTelegramClient client =
            new TdlibTelegramClient("test", engine, Duration.ofSeconds(2), TestEngine::soon, this::gate);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        client.close();
        engine.close();
    }

    @Test
    void aFunctionIsSentAndItsAnswerRead() {
        assertThat(client.send(new GetMe()).firstName()).isEqualTo("Ann");
        assertThat(td.sent("getMe")).containsExactly("{'@type':'getMe'}");
    }

    @Test
    void aFunctionThatTheGateHoldsBackIsNotSent() {
        assertThatThrownBy(() -> client.send(new DeleteChat(5))).hasMessage("not deleteChat");
        assertThat(td.sent("deleteChat")).isEmpty();
    }

    @Test
    void aFloodBelowTheThresholdIsWaitedOut() {
        flooding(1, 1);

        assertThat(client.send(new GetMe()).firstName()).isEqualTo("Ann");
        assertThat(td.sent("getMe")).hasSize(2);
    }

    @Test
    void aFloodThatReachesTheThresholdIsReported() {
        flooding(2, 1);

        assertThatThrownBy(() -> client.send(new GetMe()))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        failure -> assertThat(failure.telegramError())
                                .isEqualTo(new TelegramError("FloodWaitError", "FLOOD_WAIT_2", 420, 2)));
        assertThat(td.sent("getMe")).hasSize(1);
    }

    @Test
    void updatesArriveInOrder() throws InterruptedException {
        client.subscribe(UpdateChatTitle.class, update -> heard.add(update.title()));

        title("a");
        title("b");
        title("c");

        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("b");
        assertThat(next()).isEqualTo("c");
    }

    @Test
    void aSlowListenerDoesNotHoldUpAnswers() {
        CountDownLatch answered = new CountDownLatch(1);
        client.subscribe(UpdateChatTitle.class, update -> await(answered));

        title("a");

        assertThat(client.send(new GetMe()).id()).isEqualTo(7);
        answered.countDown();
    }

    @Test
    void aFailingListenerHearsTheNextUpdate() throws InterruptedException {
        client.subscribe(UpdateChatTitle.class, update -> {
            heard.add(update.title());
            throw new IllegalStateException("listener failed on purpose");
        });

        title("a");
        title("b");

        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("b");
    }

    @Test
    void aClosedSubscriptionHearsNothing() throws InterruptedException {
        TelegramClient.Subscription closed = client.subscribe(UpdateChatTitle.class, update -> heard.add("closed"));
        client.subscribe(UpdateChatTitle.class, update -> heard.add("open"));
        closed.close();
        closed.close();

        title("a");

        assertThat(next()).isEqualTo("open");
        assertThat(heard).isEmpty();
    }

    @Test
    void closingTheClientEndsItsSubscriptionsAndNoOthers() throws InterruptedException {
        TdlibTelegramClient other =
                new TdlibTelegramClient("other", engine, Duration.ZERO, TestEngine::soon, this::gate);
        other.subscribe(UpdateChatTitle.class, update -> heard.add("other"));
        client.subscribe(UpdateChatTitle.class, update -> heard.add("closed"));
        client.close();

        title("a");

        assertThat(next()).isEqualTo("other");
        other.close();
        assertThat(heard).isEmpty();
    }

    private void gate(String function) {
        if (!function.equals("getMe")) {
            throw new IllegalStateException("not " + function);
        }
    }

    private void title(String title) {
        td.update("{'@type':'updateChatTitle','chat_id':5,'title':'" + title + "'}");
    }

    private @Nullable String next() throws InterruptedException {
        return heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void flooding(int seconds, int times) {
        AtomicInteger left = new AtomicInteger(times);
        td.on(
                "getMe",
                request -> request.answer(
                        left.getAndDecrement() > 0
                                ? "{'@type':'error','code':429,'message':'Too Many Requests: retry after %d'}"
                                        .formatted(seconds)
                                : "{'@type':'user','id':7,'first_name':'Ann'}"));
    }
}
