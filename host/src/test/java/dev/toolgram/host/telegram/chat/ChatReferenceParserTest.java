package dev.toolgram.host.telegram.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The links and their meaning are those of TDLib's {@code test/link.cpp} and of core.telegram.org/api/links. */
class ChatReferenceParserTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " = ", textBlock = """
            me = me
            ME = me
            self = me
            SeLf = me
            @me = me
            @Self = me
            tg://settings/saved-messages = me
            tg:settings/saved-messages/ = me

            Durov_1 = @Durov_1
            @Durov_1 = @Durov_1
            t.me/Durov_1 = @Durov_1
            https://t.me/Durov_1 = @Durov_1
            https://t.me/@Durov_1 = @Durov_1
            http://telegram.me/Durov_1/ = @Durov_1
            HTTPS://www.T.ME/Durov_1?start=5 = @Durov_1
            hTtp://www.t.me:443/levlam = @levlam
            httPs://t.me:80/levlam/ = @levlam
            www%2etelegram.me/levlam = @levlam
            telegram.dog/Durov_1#top = @Durov_1
            www.telegram.dog/Durov_1 = @Durov_1
            T.Me/Durov_1//// = @Durov_1
            t.me/Durov%5F1 = @Durov_1
            t.me/%44urov%5f1?x=%zz = @Durov_1
            https://t.me/s/Durov_1 = @Durov_1
            t.me/s/%73/s/Durov_1?before=5 = @Durov_1
            t.me/me = @me
            Durov.t.me = @durov
            https://durov.t.me/ = @durov
            http://DUROV.T.ME?text=hello = @durov
            telegram.t.me#top = @telegram
            t.me/levlam?boost = @levlam
            t.me/boost/levlam = @levlam
            t.me/BOOST/levlam = @levlam
            t.me/echo_bot?startgroup=a&admin=change_info = @echo_bot
            t.me/echo_bot?startapp=1&mode=compact = @echo_bot
            t.me/echo_bot/app?startapp=1 = @echo_bot
            t.me/levlam?videochat = @levlam
            t.me/levlam?story=123 = @levlam
            t.me/levlam?text=hello%20there&profile = @levlam
            t.me/addstickerss = @addstickerss
            t.me/iva?url=https://telegram.org = @iva
            tg://resolve?domain=Durov_1 = @Durov_1
            TG://RESOLVE?domain=Durov_1 = @Durov_1
            tg:resolve?domain=Durov_1 = @Durov_1
            tg://resolve/?start=5&domain=Durov_1 = @Durov_1
            tg:resolve?domain=user%31name#top = @user1name
            tg:resolve?domain=telegram&post=&single = @telegram
            tg:boost?domain=username&channel=12345 = @username

            +15550001 = +15550001
            +1 (555) 00-01 = +15550001
            https://t.me/+15550001 = +15550001
            t.me/%2B15550001 = +15550001
            t.me/%2015550001?text=hello = +15550001
            t.me/ 15550001 = +15550001
            tg://resolve?phone=15550001 = +15550001
            tg:resolve?phone=+15550001&profile = +15550001
            tg:resolve?phone=%2B15550001 = refused

            https://t.me/+AbC-d_1 = https://t.me/+AbC-d_1
            t.me/ AbC-d_1 = https://t.me/+AbC-d_1
            t.me/%2bAbC-d_1#top = https://t.me/+AbC-d_1
            t.me/joinchat/AbC-d_1 = https://t.me/+AbC-d_1
            https://telegram.me/joinchat/AbC-d_1/ = https://t.me/+AbC-d_1
            telegram.dog/JoinChat/AbC-d_1?x=1 = https://t.me/+AbC-d_1
            tg://join?invite=AbC-d_1 = https://t.me/+AbC-d_1
            tg:join?invite=AbC%2Dd_1 = https://t.me/+AbC-d_1

            42 = [42, -1000000000042, -42]
            0042 = [42, -1000000000042, -42]
            1000000003001 = [1000000003001, -2000000003001]
            1099511627776 = [-2099511627776]
            -42 = [-42]
            -1001234567890 = [-1001234567890]
            -1001234567890.0 = [-1001234567890]
            1001234567890.5 = other text
            https://t.me/c/1234567890 = [-1001234567890]
            t.me/c/12345?boost = [-1000000012345]
            t.me/boost?c=12345 = [-1000000012345]
            tg:boost?channel=12345 = [-1000000012345]
            tg:privatepost?channel=12345 = [-1000000012345]
            tg://user?id=42 = [42]
            tg:user?id=42 = [42]
            tg://openmessage?user_id=42 = [42]
            tg://openmessage?chat_id=42 = [-1000000000042, -42]

            t.me/levlam/1 = 1 in @levlam
            https://t.me/levlam/12/ = 12 in @levlam
            t.me/s/levlam/12 = 12 in @levlam
            levlam.t.me/12?single = 12 in @levlam
            t.me/username/12345?single&t=1m = 12345 in @username
            t.me/username/1234/12345 = 12345 in @username
            t.me/username/12345?thread=7 = 12345 in @username
            t.me/username/12345?comment=6 = 6 in the discussion of @username
            t.me/username/%312 = 12 in @username
            t.me/c/12345/123 = 123 in [-1000000012345]
            t.me/c/12345/123/456 = 456 in [-1000000012345]
            t.me/c/12345/123?comment=456&single = 456 in the discussion of [-1000000012345]
            tg:resolve?domain=username&post=12345&single = 12345 in @username
            tg:resolve?domain=username&post=5&thread=2 = 5 in @username
            tg:resolve?domain=username&post=5&comment=2 = 2 in the discussion of @username
            tg://privatepost?channel=12345&post=6 = 6 in [-1000000012345]
            tg:privatepost?post=6&channel=12345&comment=3 = 3 in the discussion of [-1000000012345]
            tg://openmessage?user_id=42&message_id=7 = 7 in [42]
            tg://openmessage?chat_id=42&message_id=7 = 7 in [-1000000000042, -42]

            two words = other text
            Bob.t.me Fans = other text
            1abc = other text
            a-b = other text
            a__b = other text
            a_ = other text
            @ = other text
            + = other text
            name@example.com = other text
            example.com/name = other text
            @abcdefghijklmnopqrstuvwxyz0123456 = other text
            """)
    void referenceHasTheMeaningThatTelegramGivesIt(String text, String meaning) {
        assertThat(meaning(text)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://t.me",
                "https://t.me/",
                "https://t.me//name",
                "https://t.me/?name",
                "t.me/share/url?url=https://example.com",
                "https://t.me/share?url=x",
                "https://t.me/Share/url?url=x",
                "t.me/msg/url?url=x",
                "t.me/addstickers/Animals",
                "t.me/addemoji/Animals",
                "t.me/addlist/abcdef",
                "t.me/addtheme/night",
                "t.me/addstyle/abcdefgh",
                "t.me/auction/gift",
                "t.me/proxy?server=1.2.3.4&port=80&secret=00",
                "t.me/socks?server=1.2.3.4&port=80",
                "t.me/iv?url=https://example.com&rhash=1",
                "t.me/login/12345",
                "t.me/login",
                "t.me/setlanguage/de",
                "t.me/bg/abcdef",
                "t.me/contact/token",
                "t.me/call/abcdef",
                "t.me/nft/Gift-1",
                "t.me/giftcode/abc",
                "t.me/invoice/abc",
                "t.me/$abc",
                "t.me/confirmphone?phone=1&hash=2",
                "t.me/m/link",
                "t.me/newbot/manager_bot/new_bot",
                "t.me/i/token",
                "t.me/c/",
                "t.me/c/name",
                "t.me/c/0/5",
                "t.me/c/12345/abc",
                "t.me/c/9999999999999/5",
                "t.me/boost",
                "t.me/boost?c=-1",
                "t.me/boost/s/12345",
                "t.me/joinchat/",
                "t.me/joinchat/12345678",
                "t.me/+",
                "t.me/+a%20b",
                "t.me/a-b",
                "t.me/name/0",
                "t.me/name/12abc",
                "t.me/name/99999999999",
                "t.me/name/s/5",
                "t.me/name/c/5",
                "t.me/name/a/5",
                "t.me/name?direct",
                "t.me/name/app?direct",
                "share.t.me/url?url=x",
                "joinchat.t.me/AbCd",
                "https://a.b.t.me/name",
                "https://t.me:8080/name",
                "https://user@t.me/name",
                "https://example.com/name",
                "https://telegra.ph/page-01-01",
                "https://ton.org",
                "tg://",
                "tg://settings",
                "tg://settings/devices",
                "tg://resolve",
                "tg://resolve?domain=",
                "tg://resolve?domain=a-b&post=1",
                "tg://resolve?domain=name&post=x",
                "tg://resolve?domain=name&story=5",
                "tg://resolve?domain=name&direct",
                "tg://resolve?phone=",
                "tg://privatepost?post=5",
                "tg://privatepost?channel=name&post=5",
                "tg://openmessage",
                "tg://openmessage?user_id=x",
                "tg://user",
                "tg://user?id=0",
                "tg://join?invite=",
                "tg://join?invite=12345678",
                "tg://boost",
                "tg://addstickers?set=Animals",
                "tg://addlist?slug=abc",
                "tg://msg_url?url=x",
                "tg://share?url=x",
                "tg://proxy?server=1.2.3.4&port=80&secret=00",
                "tg://login?token=abc",
                "tg://contact?token=abc",
                "tg://message?slug=abc",
                "tg://nft?slug=abc",
                "tg://invoice?slug=abc",
                "tg://premium_offer?ref=abc",
                "tg://no_such_link"
            })
    void linkThatNamesNoChatIsRefused(String text) {
        assertThatThrownBy(() -> ChatReferenceParser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid chat reference '" + text
                        + "': this link does not name a chat; use @username, +phone, a t.me link, me, or a numeric id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "-1000000000000", "-9000000000000", "99999999999999999999"})
    void numberThatNoChatCanHaveIsRefused(String text) {
        assertThatThrownBy(() -> ChatReferenceParser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid chat id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/", "@", "t.me/", "tg:", "99"})
    void longTextIsNotRepeated(String start) {
        String text = start + "9".repeat(100_000);
        try {
            assertThat(ChatReferenceParser.parse(text)).isInstanceOf(ParsedChatReference.Title.class);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).hasSizeLessThan(300);
        }
    }

    private static String meaning(String text) {
        try {
            return meaning(ChatReferenceParser.parse(text));
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }

    private static String meaning(ParsedChatReference reference) {
        return switch (reference) {
            case ParsedChatReference.Me _ -> "me";
            case ParsedChatReference.Username(String name) -> "@" + name;
            case ParsedChatReference.Phone(String number) -> number;
            case ParsedChatReference.Invite(String link) -> link;
            case ParsedChatReference.Id(long _, var chatIds) -> chatIds.toString();
            case ParsedChatReference.MessageLink(var chat, int id, boolean comment) ->
                id + (comment ? " in the discussion of " : " in ") + meaning(chat);
            case ParsedChatReference.Title(String name) -> name.equals(name.strip()) ? "other text" : name;
        };
    }
}
