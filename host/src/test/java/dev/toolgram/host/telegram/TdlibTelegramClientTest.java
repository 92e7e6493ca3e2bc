package dev.toolgram.host.telegram;

import static dev.toolgram.host.telegram.engine.TestEngine.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.codec.TdRequest;
import dev.toolgram.host.telegram.engine.FakeTdJson;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.engine.TestEngine;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TdlibTelegramClientTest {

    record GetMe() implements TdFunction<Entity> {}

    record DeleteChat(long chatId) implements TdFunction<TdFunction.Ok> {}

    record GetChatHistory(long chatId, long fromMessageId) implements TdFunction<TdFunction.Ok> {}

    record SearchChatMessages(long chatId) implements TdFunction<TdFunction.Ok> {}

    record UpdateChatTitle(long chatId, String title) {}

    private final FakeTdJson td = new FakeTdJson().answering("getMe", "{'@type':'user','id':7,'first_name':'Ann'}");
    private final TdlibEngine engine = TestEngine.ready(td);
    private final TdlibTelegramClient client = new TdlibTelegramClient(
            "test", new TelegramAccount(engine), Duration.ofSeconds(2), TestEngine::soon, this::gate, this::thread);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(UpdateSubscription.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private static final int REPLACEMENTS = 100;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        client.getUpdates();
    }

    @AfterEach
    void close() throws InterruptedException {
        client.close();
        engine.close();
        for (Thread thread : threads) {
            assertThat(thread.join(PATIENCE))
                    .as(thread.getName() + " has ended")
                    .isTrue();
        }
        logger.detachAppender(log);
    }

    private Thread thread(Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().unstarted(work);
        threads.add(thread);
        return thread;
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
    void pagesAreRequestedAsOtherFunctionsAre() {
        td.answering(
                "getChatHistory",
                "{'@type':'messages','total_count':1,'messages':[{'@type':'message','id':1048576,'chat_id':7}]}");
        Iterator<MessagePage> pages = client.pages(from -> new GetChatHistory(7, from), 0, 100);

        assertThat(pages.next().messages()).extracting(Message::id).containsExactly(1L);
        assertThat(pages.next().messages()).isEmpty();
        assertThat(pages.hasNext()).isFalse();
        assertThat(td.sent("getChatHistory"))
                .containsExactly(
                        "{'@type':'getChatHistory','chat_id':7,'from_message_id':0}",
                        "{'@type':'getChatHistory','chat_id':7,'from_message_id':1048576}");
        Iterator<MessagePage> heldBack = client.pages(from -> new SearchChatMessages(7), 0, 100);
        assertThatThrownBy(heldBack::next).hasMessage("not searchChatMessages");
        client.close();
        assertThatThrownBy(client.pages(from -> new GetChatHistory(7, from), 0, 100)::next)
                .isInstanceOfSatisfying(
                        ToolException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_READY));
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
    void theThresholdMayHaveAFraction() {
        flooding(1, 1);
        TdlibTelegramClient patient = new TdlibTelegramClient(
                "other",
                new TelegramAccount(engine),
                Duration.ofMillis(1_500),
                TestEngine::soon,
                this::gate,
                this::thread);

        assertThat(patient.send(new GetMe()).firstName()).isEqualTo("Ann");
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
    void blockedListenerDoesNotDelayOthers() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        client.subscribe(UpdateChatTitle.class, update -> {
            hanging.countDown();
            await(end);
        });
        client.subscribe(UpdateChatTitle.class, update -> heard.add("mine " + update.title()));
        try (TdlibTelegramClient other = new TdlibTelegramClient(
                "other", new TelegramAccount(engine), Duration.ZERO, TestEngine::soon, this::gate, this::thread)) {
            other.getUpdates();
            title("a");
            hanging.await();
            assertThat(next()).isEqualTo("mine a");
            other.subscribe(UpdateChatTitle.class, update -> heard.add("other " + update.title()));

            title("b");

            assertThat(List.of(next(), next())).containsExactlyInAnyOrder("mine b", "other b");
            assertThat(other.send(new GetMe()).id()).isEqualTo(7);
        }
        end.countDown();
    }

    @Test
    void slowListenerLosesOldestUpdatesAndIsLoggedOnce() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TelegramClient.Subscription slow = client.subscribe(UpdateChatTitle.class, update -> {
            begun.countDown();
            await(goOn);
            heard.add(update.title());
        });
        title("0");
        begun.await();

        for (int i = 1; i <= UpdateSubscription.ROOM + 3; i++) {
            title(Integer.toString(i));
        }
        // Its answer comes behind the updates.
        assertThat(client.send(new GetMe()).id()).isEqualTo(7);
        assertThat(slow.dropped()).isEqualTo(3);
        assertThat(heard).isEmpty();
        goOn.countDown();

        assertThat(next()).isEqualTo("0");
        for (int i = 4; i <= UpdateSubscription.ROOM + 3; i++) {
            assertThat(next()).isEqualTo(Integer.toString(i));
        }
        assertThat(told())
                .containsExactly(
                        "Plugin test is too slow for updateChatTitle: dropping updates, keeping the" + " newest 1000");
    }

    @Test
    void failingListenerGetsNextUpdateAndIsLoggedOnce() throws InterruptedException {
        client.subscribe(UpdateChatTitle.class, update -> {
            heard.add(update.title());
            if (update.title().equals("c")) {
                throw new StackOverflowError("another failure");
            }
            throw new IllegalStateException("listener failed on purpose");
        });

        for (String each : List.of("a", "b", "c", "d")) {
            title(each);
            assertThat(next()).isEqualTo(each);
        }

        client.close();
        awaitThreads();
        assertThat(told())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("Uncaught exception in the listener for updateChatTitle of plugin test at"
                                        + " \\S+TdlibTelegramClientTest\\.lambda\\S+\\(TdlibTelegramClientTest.java:\\d+\\):"
                                        + " IllegalStateException: listener failed on purpose"),
                        line -> assertThat(line).endsWith(": StackOverflowError: another failure"));
        assertThat(log.list)
                .extracting(event -> event.getThrowableProxy().getMessage())
                .containsExactly("listener failed on purpose", "another failure");
    }

    @Test
    void listenerWithUnloggableFailureGetsNextUpdate() throws InterruptedException {
        client.subscribe(UpdateChatTitle.class, update -> {
            heard.add(update.title());
            throw new UnspeakableException();
        });

        title("a");
        title("b");

        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("b");
    }

    private static final class UnspeakableException extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    @Test
    void aListenerThatInterruptsItsThreadHearsTheNextUpdate() throws InterruptedException {
        client.subscribe(UpdateChatTitle.class, update -> {
            heard.add(update.title());
            Thread.currentThread().interrupt();
        });

        title("a");
        title("b");

        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("b");
    }

    @Test
    void whatWaitsForAListenerIsGoneWhenItsSubscriptionIsClosed() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TelegramClient.Subscription closed = client.subscribe(UpdateChatTitle.class, update -> {
            begun.countDown();
            await(goOn);
            heard.add(update.title());
        });
        title("a");
        title("b");
        begun.await();
        closed.close();
        goOn.countDown();

        awaitThreads();
        assertThat(heard).containsExactly("a");
    }

    @Test
    void aPluginThatHasStoppedAsksNothingMore() {
        client.close();

        assertThatThrownBy(() -> client.send(new GetMe())).hasMessage("plugin 'test' has stopped");
        assertThatThrownBy(() -> client.resolve(new ChatReference("me"))).hasMessage("plugin 'test' has stopped");
        assertThatThrownBy(() -> client.subscribe(UpdateChatTitle.class, update -> {}))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_READY));
        assertThat(td.sent("getMe")).isEmpty();
        assertThat(threads).isEmpty();
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
        TdlibTelegramClient other = new TdlibTelegramClient(
                "other", new TelegramAccount(engine), Duration.ZERO, TestEngine::soon, this::gate, this::thread);
        other.getUpdates();
        other.subscribe(UpdateChatTitle.class, update -> heard.add("other"));
        client.subscribe(UpdateChatTitle.class, update -> heard.add("closed"));
        client.close();

        title("a");

        assertThat(next()).isEqualTo("other");
        other.close();
        assertThat(heard).isEmpty();
    }

    @Test
    void eachUpdateReachesExactlyOneVersionAcrossReplacements() throws InterruptedException {
        TelegramAccount account = new TelegramAccount(engine);
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        TdlibTelegramClient current = version(account);
        TdlibTelegramClient.handOver(account, List.of(), List.of(current));
        Thread telegram = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                if (sent.get() - heard.size() < UpdateSubscription.ROOM / 2) {
                    title(Integer.toString(sent.getAndIncrement()));
                }
            }
        });
        for (int i = 0; i < REPLACEMENTS; i++) {
            int before = sent.get();
            TdlibTelegramClient next = version(account);
            Awaitility.await().until(() -> sent.get() > before + 10);
            TdlibTelegramClient.handOver(account, List.of(current), List.of(next));
            assertThat(current.awaitListeners(PATIENCE)).isZero();
            current.close();
            current = next;
        }
        stop.set(true);
        telegram.join();
        assertThat(client.send(new GetMe()).id()).isEqualTo(7); // its answer comes behind the updates
        assertThat(current.awaitListeners(PATIENCE)).isZero();
        current.close();

        assertThat(sent.get()).isGreaterThan(REPLACEMENTS * 10);
        assertThat(heard).hasSize(sent.get()).doesNotHaveDuplicates();
    }

    private TdlibTelegramClient version(TelegramAccount account) {
        TdlibTelegramClient version =
                new TdlibTelegramClient("test", account, Duration.ZERO, TestEngine::soon, this::gate, this::thread);
        version.subscribe(UpdateChatTitle.class, update -> heard.add(update.title()));
        return version;
    }

    @Test
    void versionThatWasNeverServedGetsNoUpdates() throws InterruptedException {
        try (TdlibTelegramClient rejected = new TdlibTelegramClient(
                "test", new TelegramAccount(engine), Duration.ZERO, TestEngine::soon, this::gate, this::thread)) {
            rejected.subscribe(UpdateChatTitle.class, update -> heard.add("rejected"));
            client.subscribe(UpdateChatTitle.class, update -> heard.add("served"));

            title("a");

            assertThat(next()).isEqualTo("served");
        }
        assertThat(threads.getFirst().join(PATIENCE)).isTrue();
        assertThat(heard).isEmpty();
    }

    private void gate(TdRequest request) {
        if (!request.function().startsWith("get")) {
            throw new IllegalStateException("not " + request.function());
        }
    }

    private void title(String title) {
        td.update("{'@type':'updateChatTitle','chat_id':5,'title':'" + title + "'}");
    }

    private @Nullable String next() throws InterruptedException {
        return heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<String> told() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void awaitThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
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
