package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.config.PacingConfig;
import dev.toolgram.host.config.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloodMonitorTest {

    private final AtomicLong clock = new AtomicLong(1_000);

    @ParameterizedTest
    @CsvSource({
        "sendMessage, SEND",
        "sendMessageAlbum, SEND",
        "forwardMessages, SEND",
        "editMessageText, SEND",
        "addMessageReaction, SEND",
        "pinChatMessage, SEND",
        "searchPublicChat, RESOLVE_USERNAME",
        "searchUserByPhoneNumber, RESOLVE_USERNAME",
        "checkChatInviteLink, RESOLVE_USERNAME",
        "joinChat, JOIN",
        "joinChatByInviteLink, JOIN",
        "createNewBasicGroupChat, CREATE",
        "createPrivateChat, OTHER",
        "getSupergroupMembers, GET_FULL",
        "searchChatMembers, GET_FULL",
        "getSupergroupFullInfo, GET_FULL",
        "getBasicGroupFullInfo, GET_FULL",
        "getChatHistory, READ",
        "searchChatMessages, READ",
        "loadChats, READ",
        "downloadFile, READ",
        "deleteMessages, OTHER"
    })
    void floodStopsTheBudgetOfItsFunction(String function, Bucket bucket) {
        assertThat(FloodMonitor.bucket(function)).isEqualTo(bucket);
    }

    /** The multiplier that telethon-plus documents. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "4, 16", "6, 64", "7, 64", "100, 64"})
    void eachFloodDoublesTheIntervalsForAnHour(int floods, double multiplier) {
        Pacing pacing = pacing(true);
        FloodMonitor monitor = new FloodMonitor(pacing);
        for (int i = 0; i < floods; i++) {
            monitor.refused("sendMessage", TelegramError.of(420, "FLOOD_WAIT_3"));
        }
        assertThat(pacing.status().multiplier()).isEqualTo(multiplier);
        assertThat(pacing.status().floodEvents1h()).isEqualTo(floods);
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(pacing.status().multiplier()).isEqualTo(1);
    }

    @Test
    void multiplierStaysOneUnlessAdaptive() {
        Pacing pacing = pacing(false);
        new FloodMonitor(pacing).delayed("sendMessage", TelegramError.of(420, "FLOOD_WAIT_3"));
        assertThat(pacing.status().multiplier()).isEqualTo(1);
        assertThat(pacing.status().floodEvents1h()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "420, FLOOD_WAIT_3, 1",
        "420, FLOOD_PREMIUM_WAIT_3, 1",
        "429, Too Many Requests: retry after 3, 1",
        "420, SLOWMODE_WAIT_3, 0",
        "420, TAKEOUT_INIT_DELAY_3, 0",
        "400, PEER_ID_INVALID, 0"
    })
    void onlyLimitsOfTheAccountCount(int code, String message, int floods) {
        Pacing pacing = pacing(true);
        new FloodMonitor(pacing).refused("sendMessage", TelegramError.of(code, message));
        assertThat(pacing.status().floodEvents1h()).isEqualTo(floods);
    }

    @Test
    void frozenAccountWritesAgainWhenItIsThawedAndALimitedOneDoesNot() {
        Pacing pacing = pacing(true);
        pacing.frozen(true);
        assertThat(pacing.writesStopped()).contains("Telegram has frozen this account");
        pacing.frozen(false);
        assertThat(pacing.writesStopped()).isEmpty();
        new FloodMonitor(pacing).refused("sendMessage", TelegramError.of(400, "PEER_FLOOD"));
        pacing.frozen(false);
        assertThat(pacing.writesStopped())
                .contains("Telegram limits this account (PEER_FLOOD, in response to sendMessage)");
    }

    private Pacing pacing(boolean adaptive) {
        Rate rate = new Rate(10, Duration.ofMinutes(1));
        Duration gap = Duration.ofMillis(1);
        return new Pacing(
                new PacingConfig(true, gap, gap, gap, gap, adaptive, rate, rate, rate, rate, rate, rate, rate),
                clock::get,
                gap);
    }
}
