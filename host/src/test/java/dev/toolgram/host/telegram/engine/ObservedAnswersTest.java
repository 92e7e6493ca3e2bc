package dev.toolgram.host.telegram.engine;

import static dev.toolgram.host.telegram.engine.TestEngine.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.codec.Td;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservedAnswersTest implements TelegramListener {

    private final List<String> heard = new ArrayList<>();
    private final FakeTdJson td = new FakeTdJson();
    private final TdlibEngine engine = TestEngine.ready(td);

    @BeforeEach
    void listen() {
        engine.onRequest(this);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Override
    public void asked(String function, Duration time) {
        assertThat(time).isPositive();
        heard.add(function);
    }

    @Override
    public void refused(String function, TelegramError error) {
        heard.add(error.retryAfter() == null ? error.message() : "flood of " + error.retryAfter());
    }

    @Override
    public void delayed(String function, TelegramError error) {
        heard.add("delay of " + error.retryAfter() + " for " + function);
    }

    @Test
    void successesErrorsAndTimeoutsAreNotified() {
        td.answering("getMe", "{'@type':'user','id':7}");
        td.answering("getChat", "{'@type':'error','code':400,'message':'Chat not found'}");

        assertThat(engine.request(Td.function("getMe"), soon())).isNotEmpty();
        failing("getChat", soon());
        failing("getChats", Instant.now().plusMillis(20));

        assertThat(heard).containsExactly("getMe", "Chat not found", "getChat", "getChats");
    }

    @Test
    void floodWaitIsReportedWithItsLength() {
        td.answering("getMe", "{'@type':'error','code':429,'message':'Too Many Requests: retry after 99'}");
        td.answering("getChat", "{'@type':'error','code':420,'message':'FLOOD_PREMIUM_WAIT_7'}");

        failing("getMe", soon());
        failing("getChat", soon());

        assertThat(heard).containsExactly("flood of 99", "getMe", "flood of 7", "getChat");
    }

    @Test
    void whatWasNeverSentIsNot() {
        failing("getMe", Instant.now());
        engine.close();
        failing("getMe", soon());

        assertThat(heard).isEmpty();
    }

    private void failing(String function, Instant deadline) {
        assertThatThrownBy(() -> engine.request(Td.function(function), deadline))
                .isInstanceOf(ToolException.class);
    }
}
