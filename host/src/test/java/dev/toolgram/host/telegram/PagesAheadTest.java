package dev.toolgram.host.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PagesAheadTest {

    private static final long UNSENT = Message.tdlibId(30) + 1;

    private final List<Long> requested = new ArrayList<>();

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
                    return CompletableFuture.completedFuture(response(history.getOrDefault(id, ids())));
                },
                PagesAheadTest::parsed,
                0,
                most);
    }

    private static List<Long> read(MessagePage page) {
        return page.messages().stream().map(Message::id).toList();
    }

    @Test
    void thePageBehindIsRequestedBeforeOneIsReturned() {
        PagesAhead pages =
                pages(100, Map.of(0L, ids(30, 20), Message.tdlibId(20), ids(20, 10), Message.tdlibId(10), ids(10)));

        assertThat(read(pages.next())).containsExactly(30L, 20L);
        assertThat(requested).containsExactly(0L, 20L);
        assertThat(read(pages.next())).as("without the message it begins at").containsExactly(10L);
        assertThat(requested).containsExactly(0L, 20L, 10L);
        assertThat(pages.hasNext()).isTrue();
        assertThat(read(pages.next())).isEmpty();
        assertThat(pages.hasNext()).isFalse();
        assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void nothingIsRequestedAheadOfWhatIsNeeded() {
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
    void aFailureOfARequestAheadIsThatOfItsPage() {
        Future<TdMessage> refused =
                CompletableFuture.failedFuture(new ToolException(ErrorCode.TELEGRAM_REFUSED, "CHANNEL_PRIVATE"));
        PagesAhead pages = new PagesAhead(
                id -> id == 0 ? CompletableFuture.completedFuture(response(ids(30))) : refused,
                PagesAheadTest::parsed,
                0,
                100);

        assertThat(read(pages.next())).containsExactly(30L);
        assertThatThrownBy(pages::next).isInstanceOf(ToolException.class).hasMessage("CHANNEL_PRIVATE");
    }

    @Test
    void anInterruptEndsTheRequest() {
        CompletableFuture<TdMessage> never = new CompletableFuture<>();
        PagesAhead pages = new PagesAhead(_ -> never, PagesAheadTest::parsed, 0, 100);
        Thread.currentThread().interrupt();

        assertThatThrownBy(pages::next)
                .isInstanceOfSatisfying(
                        ToolException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(never).isCancelled();
    }
}
