package dev.toolgram.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient.Subscription;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeTelegramTest {

    private record UpdateA(int value) {}

    private record UpdateB() {}

    private record GetHistory(long from) implements TdFunction<TdFunction.Ok> {}

    private final FakeTelegram telegram = new FakeTelegram();

    @Test
    void functionsAreAnsweredAndRecorded() {
        Snippets.fake();

        assertThatThrownBy(() -> telegram.send(new Snippets.GetUser(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("FakeTelegram has no answer to GetUser[userId=1]");
        assertThat(telegram.sent()).containsExactly(new Snippets.GetUser(1));
    }

    @Test
    void pagesOfMessagesAreAnsweredOneAfterTheOther() {
        telegram.answer(
                GetHistory.class,
                MessagePage.class,
                history -> new MessagePage(
                        2, history.from() == 0 ? List.of(message(9), message(8)) : List.of(message(8))));
        Iterator<MessagePage> pages = telegram.pages(GetHistory::new, 0, 100);

        assertThat(pages.next().messages()).extracting(Message::id).containsExactly(9L, 8L);
        assertThat(pages.next().messages()).as("behind the last").isEmpty();
        assertThat(pages.hasNext()).isFalse();
        assertThat(telegram.sent()).containsExactly(new GetHistory(0), new GetHistory(Message.tdlibId(8)));
    }

    private static Message message(long id) {
        OffsetDateTime date = OffsetDateTime.parse("2026-01-01T00:00:00Z");
        return new Message(id, date, 7, null, null, "", false, null, false, null, null, null, null, "7", null);
    }

    @Test
    void onlyAddedChatsAreFound() {
        telegram.chat("@bob_stone", 1002);

        assertThat(telegram.resolve(new ChatReference("@bob_stone"))).isEqualTo(1002);
        assertThatThrownBy(() -> telegram.resolve("to", new ChatReference("@eve")))
                .isInstanceOf(ToolException.class)
                .hasMessage("to: Not found");
    }

    @Test
    void updatesReachOpenSubscriptionsOfTheirType() {
        List<UpdateA> received = new ArrayList<>();
        try (Subscription subscription = telegram.subscribe(UpdateA.class, received::add)) {
            telegram.publish(new UpdateA(1));
            telegram.publish(new UpdateB());
            assertThat(subscription.dropped()).isZero();
        }
        telegram.publish(new UpdateA(2));

        assertThat(received).containsExactly(new UpdateA(1));
    }
}
