package dev.toolgram.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeTelegramTest {

    private record UpdateA(int value) {}

    private record UpdateB() {}

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
