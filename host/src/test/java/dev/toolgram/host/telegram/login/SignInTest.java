package dev.toolgram.host.telegram.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.toolgram.host.telegram.codec.Td;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The requests of {@link SignIn#undo} at each moment of a login. */
class SignInTest {

    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final String LOG_OUT = "logOut";

    private final AuthorizationStatus status = new AuthorizationStatus();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final SignIn signIn = new SignIn(status, (function, deadline) -> answer(function), PATIENCE);
    private int questions;

    @Test
    void beforeAnyInputThereIsNothingToEnd() {
        asks(new LoginPrompt.PhoneNumber());

        signIn.undo();

        assertThat(requests).isEmpty();
    }

    @Test
    void aCodeThatWasNotTypedYet() {
        asks(new LoginPrompt.PhoneNumber());
        assertThat(signIn.phoneNumber("+1")).isEmpty();
        asks(new LoginPrompt.Code(""));

        signIn.undo();

        assertThat(requests).containsExactly("setAuthenticationPhoneNumber", LOG_OUT);
        assertThat(signIn.code("1")).as("further input").isPresent();
        assertThat(requests).hasSize(2);
    }

    @Test
    void aQrCodeThatAnotherDeviceMayHaveScanned() {
        asks(new LoginPrompt.PhoneNumber());
        assertThat(signIn.byQrCode()).isEmpty();
        asks(new LoginPrompt.OtherDevice("tg://login?token=x"));

        signIn.undo();

        assertThat(requests).containsExactly("requestQrCodeAuthentication", LOG_OUT);
    }

    @Test
    void aCodeWhoseResponseDoesNotArrive() throws InterruptedException {
        asks(new LoginPrompt.Code(""));
        Thread typing = Thread.startVirtualThread(() -> signIn.code("hold"));
        await().until(() -> requests.contains("checkAuthenticationCode"));

        signIn.undo();

        assertThat(requests).containsExactly("checkAuthenticationCode", LOG_OUT);
        held.countDown();
        typing.join();
    }

    @Test
    void aLoginThatIsComplete() {
        asks(new LoginPrompt.Code(""));
        assertThat(signIn.code("1")).isEmpty();
        status.advance(new AuthorizationState.Ready());

        signIn.undo();

        assertThat(requests).containsExactly("checkAuthenticationCode", LOG_OUT);
    }

    private void asks(LoginPrompt prompt) {
        status.advance(new AuthorizationState.Asks(++questions, prompt));
    }

    private JsonNode answer(ObjectNode function) {
        requests.add(Td.type(function));
        if (Td.text(function, "code").equals("hold")) {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Td.function("ok");
    }
}
