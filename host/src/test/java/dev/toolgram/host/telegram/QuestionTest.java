package dev.toolgram.host.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class QuestionTest {

    @Test
    void whatTelegramWantsToKnowIsRead() {
        assertThat(in("{'@type':'authorizationStateWaitPhoneNumber'}")).isEqualTo(new Question.PhoneNumber());
        assertThat(in("{'@type':'authorizationStateWaitPassword','password_hint':'cat'}"))
                .isEqualTo(new Question.Password("cat"));
        assertThat(in("{'@type':'authorizationStateWaitRegistration'}")).isEqualTo(new Question.Registration());
        assertThat(
                        in(
                                "{'@type':'authorizationStateWaitCode','code_info':{'type':{'@type':'authenticationCodeTypeSms'}}}"))
                .isEqualTo(new Question.Code("by SMS"));
        assertThat(in("{'@type':'authorizationStateWaitEmailCode','code_info':{'email_address_pattern':'a*@b.c'}}"))
                .isEqualTo(new Question.EmailCode("a*@b.c"));
        assertThat(in("{'@type':'authorizationStateWaitPremiumPurchase'}"))
                .isEqualTo(new Question.Unknown("authorizationStateWaitPremiumPurchase"));
    }

    @Test
    void otherStatesAskNothing() {
        assertThat(Question.in(JsonMapper.shared().readTree("{\"@type\":\"authorizationStateReady\"}")))
                .isNull();
    }

    @Test
    void aLinkThatSignsInDoesNotPrint() {
        Question question = in("{'@type':'authorizationStateWaitOtherDeviceConfirmation','link':'tg://login?token=x'}");

        assertThat(question).isEqualTo(new Question.OtherDevice("tg://login?token=x"));
        assertThat(question.toString()).doesNotContain("token");
    }

    private static Question in(String state) {
        return Objects.requireNonNull(Question.in(JsonMapper.shared().readTree(state.replace('\'', '"'))));
    }
}
