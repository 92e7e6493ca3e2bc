package dev.toolgram.host.telegram.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolgram.api.telegram.TelegramError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Outages in the log: one line for each change. */
class OutagesTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.toolgram.host.telegram");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private final ConnectionLog connection = new ConnectionLog(delay -> waiting::add);
    private final SlowResponseLog answers = new SlowResponseLog(() -> now);

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private List<String> log() {
        return lines.list.stream().map(ILoggingEvent::toString).toList();
    }

    private void secondsPass() {
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void aConnectionThatComesAtOnceIsNoNews() {
        connection.begin();
        connection.changed(ConnectionState.CONNECTING);
        connection.changed(ConnectionState.READY);
        secondsPass();

        assertThat(log()).isEmpty();
    }

    @Test
    void lossAndReturnAreALineEach() {
        connection.begin();
        connection.changed(ConnectionState.READY);
        secondsPass();
        for (int attempt = 0; attempt < 3; attempt++) {
            connection.changed(ConnectionState.CONNECTING_TO_PROXY);
            connection.changed(ConnectionState.CONNECTING);
            secondsPass();
        }
        connection.changed(ConnectionState.UPDATING);
        connection.changed(ConnectionState.READY);
        secondsPass();

        assertThat(log())
                .containsExactly(
                        "[WARN] Connection to Telegram lost; trying again", "[INFO] Connected to Telegram again");
    }

    @Test
    void aConnectionThatFlickersAndStaysIsNoNews() {
        connection.begin();
        connection.changed(ConnectionState.READY);
        secondsPass();
        for (int times = 0; times < 10; times++) {
            connection.changed(ConnectionState.CONNECTING);
            connection.changed(ConnectionState.READY);
        }
        secondsPass();

        assertThat(log()).isEmpty();
    }

    @Test
    void startWithoutNetworkIsLogged() {
        connection.begin();
        secondsPass();
        connection.changed(ConnectionState.READY);
        secondsPass();

        assertThat(log())
                .containsExactly(
                        "[WARN] There is no connection to Telegram yet; trying again", "[INFO] Connected to Telegram");
    }

    @Test
    void anEndedSessionHasNoConnectionToLose() {
        connection.begin();
        connection.end();
        secondsPass();

        assertThat(log()).isEmpty();
    }

    @Test
    void outageIsLoggedOnceAndItsEndToo() {
        answers.timedOut("sendMessage");
        answers.timedOut("searchChatMessages");
        answers.timedOut("sendMessage");
        answers.answered("getChat", null);
        answers.answered("searchChatMessages", null);
        answers.answered("sendMessage", null);

        assertThat(log())
                .containsExactly(
                        "[WARN] Request timed out: sendMessage, Telegram is connected and does not respond",
                        "[INFO] Telegram responds to searchChatMessages again");
    }

    @Test
    void callsThatAreAnsweredByTurnsAreOneTrouble() {
        for (int times = 0; times < 5; times++) {
            answers.timedOut("sendMessage");
            answers.answered("sendMessage", null);
        }
        assertThat(log()).hasSize(2);

        now = now.plus(Duration.ofMinutes(6));
        answers.timedOut("sendMessage");

        assertThat(log()).hasSize(3);
    }

    @Test
    void floodWaitIsLoggedOncePerIncident() {
        TelegramError flood = TelegramError.of(429, "Too Many Requests: retry after 99");
        answers.answered("sendMessage", flood);
        answers.answered("sendMessage", flood);
        assertThat(log()).containsExactly("[WARN] Rate-limited by Telegram: sendMessage, FLOOD_WAIT 99 s");

        now = now.plusSeconds(100);
        answers.answered("sendMessage", flood);

        assertThat(log()).hasSize(2);
    }
}
