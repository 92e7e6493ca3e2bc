package dev.toolgram.host.telegram.engine;

import static dev.toolgram.host.telegram.engine.TestEngine.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.LoginPrompt;
import java.net.InetSocketAddress;
import java.security.interfaces.RSAPublicKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthorizationFlowTest {

    private static final String OK = "{'@type':'ok'}";

    private final FakeTdJson td = new FakeTdJson()
            .on("setTdlibParameters", request -> {
                request.answer(OK);
                authorization("WaitPhoneNumber");
            })
            .on("setAuthenticationPhoneNumber", request -> {
                request.answer(OK);
                authorization("WaitCode");
            })
            .on("checkAuthenticationCode", request -> {
                request.answer(OK);
                authorization("WaitPassword");
            })
            .on("checkAuthenticationPassword", request -> {
                request.answer(OK);
                authorization("Ready");
            });

    @Test
    void aNetworksLoginIsGivenStepByStep() {
        try (TdlibEngine engine = TestEngine.start(td, new Network("secret"))) {
            assertThat(engine.awaitReady(PATIENCE)).isEqualTo(new AuthorizationState.Ready());
        }
        assertThat(td.sent("setAuthenticationPhoneNumber"))
                .containsExactly("{'@type':'setAuthenticationPhoneNumber','phone_number':'+15550001'}");
        assertThat(td.sent("checkAuthenticationCode"))
                .containsExactly("{'@type':'checkAuthenticationCode','code':'12345'}");
        assertThat(td.sent("checkAuthenticationPassword"))
                .containsExactly("{'@type':'checkAuthenticationPassword','password':'secret'}");
    }

    @Test
    void theProxyIsKnownBeforeTdlibMayDial() {
        try (TdlibEngine engine = TestEngine.start(td, new Network("secret"))) {
            assertThat(engine.awaitReady(PATIENCE)).isEqualTo(new AuthorizationState.Ready());
        }
        assertThat(td.sent().subList(1, 5))
                .containsExactly("setNetworkType", "addProxy", "setNetworkType", "setTdlibParameters");
        assertThat(td.sent("setNetworkType"))
                .containsExactly(
                        "{'@type':'setNetworkType','type':{'@type':'networkTypeNone'}}",
                        "{'@type':'setNetworkType','type':{'@type':'networkTypeOther'}}");
    }

    @Test
    void proxiesOfEarlierStartsAreForgotten() {
        td.answering("addProxy", "{'@type':'addedProxy','id':3}")
                .answering("getProxies", "{'@type':'addedProxies','proxies':[{'id':2},{'id':3}]}");
        try (TdlibEngine engine = TestEngine.start(td, new Network("secret"))) {
            assertThat(engine.awaitReady(PATIENCE)).isEqualTo(new AuthorizationState.Ready());
        }
        assertThat(td.sent("removeProxy")).containsExactly("{'@type':'removeProxy','proxy_id':2}");
    }

    @Test
    void aRefusedStepIsTheReason() {
        td.answering("checkAuthenticationCode", "{'@type':'error','code':400,'message':'PHONE_CODE_INVALID'}");

        assertThat(settled(new Network("secret")).reason())
                .isEqualTo("Telegram rejected the automatic login: PHONE_CODE_INVALID");
    }

    @Test
    void missingPasswordNeedsUserAction() {
        assertThat(settled(new Network(null))).isEqualTo(new AuthorizationState.Asks(1, new LoginPrompt.Password("")));
    }

    @Test
    void withoutANetworkNothingIsSignedIn() {
        assertThat(settled(null)).isEqualTo(new AuthorizationState.Asks(1, new LoginPrompt.PhoneNumber()));
        assertThat(td.sent()).doesNotContain("addProxy", "setAuthenticationPhoneNumber");
    }

    @Test
    void aDatabaseThatCannotBeOpenedIsTheReason() {
        td.answering("setTdlibParameters", "{'@type':'error','code':401,'message':'Wrong database encryption key'}");

        assertThat(settled(null).reason()).isEqualTo("TDLib cannot open its database: Wrong database encryption key");
    }

    private AuthorizationState settled(TelegramNetwork.@Nullable Connection network) {
        try (TdlibEngine engine = TestEngine.start(td, network)) {
            return engine.awaitReady(PATIENCE);
        }
    }

    private void authorization(String state) {
        td.authorization("authorizationState" + state);
    }

    private record Network(@Nullable String password) implements TelegramNetwork.Connection {

        @Override
        public InetSocketAddress proxy() {
            return InetSocketAddress.createUnresolved("127.0.0.1", 1080);
        }

        @Override
        public RSAPublicKey serverKey() {
            throw new UnsupportedOperationException("the library is patched before the engine starts");
        }

        @Override
        public TelegramNetwork.Application application() {
            return new TelegramNetwork.Application(1, "hash");
        }

        @Override
        public TelegramNetwork.Login login() {
            return new TelegramNetwork.Login("+15550001", "12345", password);
        }

        @Override
        public void close() {}
    }
}
