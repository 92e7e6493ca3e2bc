package dev.toolgram.host.telegram.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LoginPromptTest {

    @Test
    void whatTelegramWantsToKnowIsRead() {
        assertThat(in("{'@type':'authorizationStateWaitPhoneNumber'}")).isEqualTo(new LoginPrompt.PhoneNumber());
        assertThat(in("{'@type':'authorizationStateWaitPassword','password_hint':'cat'}"))
                .isEqualTo(new LoginPrompt.Password("cat"));
        assertThat(in("{'@type':'authorizationStateWaitRegistration'}")).isEqualTo(new LoginPrompt.Registration());
        assertThat(
                        in(
                                "{'@type':'authorizationStateWaitCode','code_info':{'type':{'@type':'authenticationCodeTypeSms'}}}"))
                .isEqualTo(new LoginPrompt.Code("by SMS"));
        assertThat(in("{'@type':'authorizationStateWaitEmailCode','code_info':{'email_address_pattern':'a*@b.c'}}"))
                .isEqualTo(new LoginPrompt.EmailCode("a*@b.c"));
        assertThat(in("{'@type':'authorizationStateWaitPremiumPurchase'}"))
                .isEqualTo(new LoginPrompt.Unknown("authorizationStateWaitPremiumPurchase"));
    }

    @Test
    void otherStatesAskNothing() {
        assertThat(LoginPrompt.in(JsonMapper.shared().readTree("{\"@type\":\"authorizationStateReady\"}")))
                .isNull();
    }

    @Test
    void aLinkThatSignsInDoesNotPrint() {
        LoginPrompt question =
                in("{'@type':'authorizationStateWaitOtherDeviceConfirmation','link':'tg://login?token=x'}");

        assertThat(question).isEqualTo(new LoginPrompt.OtherDevice("tg://login?token=x"));
        assertThat(question.toString()).doesNotContain("token");
    }

    private static LoginPrompt in(String state) {
        return Objects.requireNonNull(LoginPrompt.in(JsonMapper.shared().readTree(state.replace('\'', '"'))));
    }
}
