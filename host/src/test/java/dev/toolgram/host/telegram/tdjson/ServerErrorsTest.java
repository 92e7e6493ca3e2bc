package dev.toolgram.host.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.telegram.tdjson.ServerErrors.Delay;
import dev.toolgram.host.telegram.tdjson.ServerErrors.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "7001, 420, SLOWMODE_WAIT_7001, 420",
        "7002, 420, FLOOD_PREMIUM_WAIT_7002, 420",
        "7003, 420, TAKEOUT_INIT_DELAY_7003, 420",
        "7004, 500, RPC_CALL_FAIL, 500",
        "7005, -503, Timeout, 503"
    })
    void theErrorBehindARetryIsInTheLog(int seconds, int code, String message, int status) {
        ServerErrors.read("[ 2][t 4][1795842739.610][NetQueryDelayer.cpp:102][#1][!NetQueryDelayer]\tFailed:"
                + " [Query:[id:2555904][tl:0xfef48f62]] [timeout:%d][total_timeout:%d]".formatted(seconds, seconds + 7)
                + " because of [Error : %d : %s] from Session:1:main to DcId{1}\n".formatted(code, message));

        assertThat(ServerErrors.retriedAfter(seconds)).contains(new ServerError(status, message));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Delay, 420, FLOOD_WAIT_20, false",
                "Delay, 420, SLOWMODE_WAIT_20, false",
                "Delay, 429, Too Many Requests: retry after 20, false",
                "Delay, 500, RPC_CALL_FAIL, -",
                "Failed, 420, FLOOD_WAIT_20, true",
                "Failed, 500, RPC_CALL_FAIL, -",
            })
    void rateLimitThatTdlibWaitsOutOrGivesUpIsInTheLog(
            String what, int code, String message, @Nullable Boolean dropped) {
        List<Delay> heard = new ArrayList<>();
        Consumer<Delay> listener = heard::add;
        ServerErrors.onDelay(listener);
        try {
            ServerErrors.read("[ 2][t 4][1795842739.610][NetQueryDelayer.cpp:109][#1][!NetQueryDelayer]\t" + what
                    + ": [Query:[id:2555904][tl:0xfef48f62]] [timeout:20][total_timeout:20]"
                    + " because of [Error : %d : %s] from Session:1:main to DcId{1}\n".formatted(code, message));
        } finally {
            ServerErrors.removeOnDelay(listener);
        }
        assertThat(heard)
                .isEqualTo(
                        dropped == null
                                ? List.of()
                                : List.of(new Delay(0xfef48f62, 20, new ServerError(code, message), dropped)));
    }

    @Test
    void otherLinesSayNothing() {
        ServerErrors.read("[ 2][t 4][Td.cpp:773][!Td]\tReceive error for X: [Error : 400 : METHOD_INVALID]");

        assertThat(ServerErrors.retriedAfter(7000)).isEmpty();
        assertThat(ServerErrors.codeOf("METHOD_INVALID", 404)).isEqualTo(404);
    }

    @Test
    void aRejectedMessageKeepsTheLastCodeOfItsError() {
        for (int code : new int[] {403, 400}) {
            ServerErrors.read("[ 2][t 4][MessagesManager.cpp:27728][#1][!Td]\tFailed to send yet unsent message 11.1 in"
                    + " chat 1001 with the error [Error : %d : CHAT_ADMIN_REQUIRED]\n".formatted(code));

            assertThat(ServerErrors.codeOf("CHAT_ADMIN_REQUIRED", 401)).isEqualTo(code);
        }
    }
}
