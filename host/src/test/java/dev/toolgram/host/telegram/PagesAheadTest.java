package dev.toolgram.host.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PagesAheadTest {

    private static final long UNSENT = Message.tdlibId(30) + 1;

    private final List<Long> requested = new CopyOnWriteArrayList<>();

    private static TdMessage response(long... ids) {
        return TdMessage.of(LongStream.of(ids)
                .mapToObj("{\"@type\":\"message\",\"id\":%d}"::formatted)
                .collect(Collectors.joining(",", "{\"@type\":\"messages\",\"messages\":[", "],\"@client_id\":1}"))
                .getBytes(StandardCharsets.UTF_8));
    }

    private static long[] ids(int... serverIds) {
        return Arrays.stream(serverIds).mapToLong(Message::tdlibId).toArray();
    }

    /** As the codec does, without messages that are being sent. */
    private static MessagePage parsed(TdMessage response) {
        return new MessagePage(
                9,
                Arrays.stream(response.messageIds())
                        .filter(id -> id != UNSENT)
                        .mapToObj(id -> message(Message.serverId(id)))
                        .toList());
    }

    private static Message message(long id) {
        OffsetDateTime date = OffsetDateTime.parse("2026-01-01T00:00:00Z");
        return new Message(id, date, 7, null, null, "", false, null, false, null, null, null, null, "7", null);
    }

    private PagesAhead pages(int most, Map<Long, long[]> history) {
        return new PagesAhead(
                id -> {
                    requested.add(Message.serverId(id));
                    return response(history.getOrDefault(id, ids()));
                },
                PagesAheadTest::parsed,
                0,
                most);
    }

    private static List<Long> read(MessagePage page) {
        return page.messages().stream().map(Message::id).toList();
    }

    @Test
    void furtherPagesAreRequestedBeforeOneIsWanted() {
        PagesAhead pages = pages(
                100,
                Map.of(
                        0L,
                        ids(30, 20),
                        Message.tdlibId(20),
                        ids(20, 10),
                        Message.tdlibId(10),
                        ids(10, 9),
                        Message.tdlibId(9),
                        ids(9)));

        assertThat(read(pages.next())).containsExactly(30L, 20L);
        Awaitility.await().until(() -> requested.size() == 3);
        assertThat(requested).as("two ahead").containsExactly(0L, 20L, 10L);
        assertThat(read(pages.next())).as("without the message it begins at").containsExactly(10L);
        assertThat(read(pages.next())).containsExactly(9L);
        assertThat(pages.hasNext()).isTrue();
        assertThat(read(pages.next())).isEmpty();
        assertThat(pages.hasNext()).isFalse();
        assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
        assertThat(requested).containsExactly(0L, 20L, 10L, 9L);
    }

    @Test
    void nothingIsRequestedAheadOfMessagesThatAreNotNeeded() {
        PagesAhead pages = pages(2, Map.of(0L, ids(30, 20)));

        assertThat(read(pages.next())).containsExactly(30L, 20L);
        assertThat(requested).containsExactly(0L);
        assertThat(pages.hasNext()).isTrue();
        assertThat(read(pages.next())).isEmpty();
        assertThat(requested).containsExactly(0L, 20L);
    }

    @Test
    void aPageOfUnsentMessagesIsNotTheEnd() {
        PagesAhead pages = pages(100, Map.of(0L, new long[] {UNSENT}, UNSENT, ids(30), Message.tdlibId(30), ids(30)));

        assertThat(read(pages.next())).containsExactly(30L);
    }

    @Test
    void aFailureIsThatOfItsPageAndTheNextCallRepeatsTheRequest() {
        AtomicInteger refusals = new AtomicInteger(1);
        PagesAhead pages = new PagesAhead(
                id -> {
                    if (id != 0 && refusals.getAndDecrement() > 0) {
                        throw new ToolException(ErrorCode.TELEGRAM_REFUSED, "CHANNEL_PRIVATE");
                    }
                    return response(id == 0 ? ids(30) : ids(30, 20));
                },
                PagesAheadTest::parsed,
                0,
                100);

        assertThat(read(pages.next())).containsExactly(30L);
        assertThatThrownBy(pages::next).isInstanceOf(ToolException.class).hasMessage("CHANNEL_PRIVATE");
        assertThat(read(pages.next())).containsExactly(20L);
    }

    @Test
    void messagesWhoseIdsAreNotFoundInTheTextAreRead() {
        PagesAhead pages = new PagesAhead(
                id -> response(),
                response -> new MessagePage(9, requested.isEmpty() ? List.of(message(30)) : List.of()),
                0,
                100);

        assertThat(read(pages.next())).containsExactly(30L);
        requested.add(1L);
        assertThat(pages.hasNext()).isTrue();
        assertThat(read(pages.next())).isEmpty();
        assertThat(pages.hasNext()).isFalse();
    }

    @Test
    void anInterruptEndsTheRequest() {
        CountDownLatch interrupted = new CountDownLatch(1);
        PagesAhead pages = new PagesAhead(
                _ -> {
                    try {
                        Thread.sleep(Duration.ofMinutes(1));
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return response();
                },
                PagesAheadTest::parsed,
                0,
                100);
        Thread caller = Thread.currentThread();
        Thread _ = Thread.startVirtualThread(caller::interrupt);

        assertThatThrownBy(pages::next)
                .isInstanceOfSatisfying(
                        ToolException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT));
        assertThat(Thread.interrupted()).isTrue();
        Awaitility.await().until(() -> interrupted.getCount() == 0);
    }
}
