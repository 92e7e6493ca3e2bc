package dev.toolgram.host.telegram.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedChatReferenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Durov_1",
                "@Durov_1",
                "t.me/Durov_1",
                "https://t.me/Durov_1",
                "http://telegram.me/Durov_1/",
                "HTTPS://www.T.ME/Durov_1?start=5",
                "telegram.dog/Durov_1#top",
                "https://t.me/Durov_1/123",
                "https://t.me/s/Durov_1",
                "tg://resolve?domain=Durov_1",
                "tg://resolve/?start=5&domain=Durov_1&post=3",
                "tg:resolve?domain=Durov_1"
            })
    void publicNamesAndLinksAreUsernames(String text) {
        assertThat(ParsedChatReference.parse(text)).isEqualTo(new ParsedChatReference.Username("Durov_1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://t.me/+AbC-d_1",
                "t.me/joinchat/AbC-d_1",
                "https://telegram.me/joinchat/AbC-d_1/",
                "tg://join?invite=AbC-d_1"
            })
    void invitationsHaveOneForm(String text) {
        assertThat(ParsedChatReference.parse(text)).isEqualTo(new ParsedChatReference.Invite("https://t.me/+AbC-d_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+15550001", "+1 (555) 00-01", "https://t.me/+15550001", "tg://resolve?phone=15550001"})
    void phoneNumbersAreDigitsBehindAPlus(String text) {
        assertThat(ParsedChatReference.parse(text)).isEqualTo(new ParsedChatReference.Phone("+15550001"));
    }

    @Test
    void numbersAreIds() {
        assertThat(ParsedChatReference.parse("42")).isEqualTo(new ParsedChatReference.BareId(42));
        assertThat(ParsedChatReference.parse("-42")).isEqualTo(new ParsedChatReference.MarkedId(-42));
        assertThat(ParsedChatReference.parse("-1001234567890"))
                .isEqualTo(new ParsedChatReference.MarkedId(-1001234567890L));
        assertThat(ParsedChatReference.parse("https://t.me/c/1234567890/5"))
                .isEqualTo(new ParsedChatReference.MarkedId(-1001234567890L));
    }

    @Test
    void meIsTheAccount() {
        assertThat(ParsedChatReference.parse("me")).isEqualTo(new ParsedChatReference.Me());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "two words",
                "1abc",
                "a-b",
                "https://example.com/name",
                "https://t.me/",
                "https://t.me/joinchat/",
                "https://t.me/c/name",
                "tg://resolve?domain=",
                "tg://settings",
                "+",
                "name@example.com"
            })
    void anythingElseSaysWhatIsAccepted(String text) {
        assertThatThrownBy(() -> ParsedChatReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid chat reference '" + text
                        + "': use @username, +phone, a t.me link, me, or a numeric id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "-1000000000000", "-9000000000000", "99999999999999999999"})
    void numbersThatNoChatCanHaveAreRefused(String text) {
        assertThatThrownBy(() -> ParsedChatReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid chat id");
    }
}
