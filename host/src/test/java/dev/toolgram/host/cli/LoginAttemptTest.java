package dev.toolgram.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.toolgram.host.Resources;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoginAttemptTest {

    private final AtomicInteger printed = new AtomicInteger();

    @Test
    void stringIsPrintedOnce() {
        try (LoginAttempt attempt = new LoginAttempt(new Resources())) {
            attempt.keep();
            attempt.deliver(printed::incrementAndGet);
        }
        assertThat(printed).hasValue(1);
    }

    @Test
    void stringThatCtrlCMayHaveDroppedIsPrintedAgain() throws InterruptedException {
        Thread hook;
        try (LoginAttempt attempt = new LoginAttempt(new Resources())) {
            attempt.keep();
            attempt.deliver(printed::incrementAndGet);
            hook = Thread.startVirtualThread(attempt::cancel);
        }
        hook.join();
        assertThat(printed).hasValue(2);
    }

    @Test
    void stringThatIsPrintedAfterCtrlCIsPrintedOnce() throws InterruptedException {
        Thread hook;
        try (LoginAttempt attempt = new LoginAttempt(new Resources())) {
            attempt.keep();
            hook = Thread.startVirtualThread(attempt::cancel);
            await().until(() -> hook.getState() == Thread.State.TIMED_WAITING);
            attempt.deliver(printed::incrementAndGet);
        }
        hook.join();
        assertThat(printed).hasValue(1);
    }
}
