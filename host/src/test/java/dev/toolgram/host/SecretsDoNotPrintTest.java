package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.HttpConfig;
import dev.toolgram.host.config.Secret;
import dev.toolgram.host.session.StringSession;
import dev.toolgram.host.telegram.login.TdlibSettings;
import dev.toolgram.host.tool.ToolCall;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Types that contain secrets do not show them in toString(), which may reach a log. */
class SecretsDoNotPrintTest {

    private static final String SECRET = "open-sesame";
    private static final String PHONE = "+15557654321";
    private static final String HASH = "5ec2e7a91b3d4f60718293a4b5c6d7e8";

    /** Of data centre 2 at 149.154.167.51:443; nobody has this key. */
    private static final String SESSION = "1ApWapzMBu" + "Bwc".repeat(114);

    @Test
    void nothingThatHoldsASecretShowsIt() throws Exception {
        StringSession session = StringSession.parse(SESSION);
        TelegramNetwork.Application application = new TelegramNetwork.Application(1, HASH);
        TelegramNetwork.Login login = new TelegramNetwork.Login(PHONE, SECRET, SECRET);
        TdlibSettings settings = new TdlibSettings(
                Path.of("libtdjson.so"),
                Path.of("database"),
                SECRET,
                application,
                new TdlibSettings.Device("toolgram", "Linux", "1"),
                null,
                login);
        Config config = Config.read(
                Map.of(
                        "TOOLGRAM_API_ID", "1",
                        "TOOLGRAM_API_HASH", HASH,
                        "TOOLGRAM_SESSION", SESSION,
                        "TOOLGRAM_AUTH_KEY", SECRET),
                "1",
                read -> List.of());

        List<Object> holders = new ArrayList<>(List.of(
                config,
                config.http(),
                config.telegram(),
                new Secret(SECRET),
                session,
                application,
                login,
                settings,
                new HttpConfig(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SECRET),
                new TelegramStarter.Target(Path.of("libtdjson.so"), application, null, login, Path.of("data"), null),
                new ToolCall(
                        "get_entity",
                        JsonNodeFactory.instance.objectNode().put("chat", PHONE),
                        ToolContext.Caller.REST,
                        "1"),
                new ChatReference(PHONE),
                new ChatReference("tg://resolve?phone=" + PHONE.substring(1)),
                new Entity(1, Entity.Type.USER, null, null, null, null, PHONE, false, "1")));
        holders.addAll(dev.toolgram.host.telegram.chat.SecretTypes.holding(SECRET));
        holders.addAll(dev.toolgram.host.session.SecretTypes.holding(settings, session));

        byte[] key = new byte[24];
        java.util.Arrays.fill(key, (byte) 7);
        assertThat(holders)
                .allSatisfy(holder -> assertThat(holder.toString())
                        .as(holder.getClass().getName())
                        .doesNotContain(SECRET, HASH, PHONE.substring(1))
                        .doesNotContain(SESSION.substring(10, 34))
                        .doesNotContain(
                                HexFormat.of().formatHex(key),
                                Base64.getEncoder().encodeToString(key)));
    }

    @Test
    void aChatReferenceThatIsNoPhoneNumberIsShown() {
        for (String shown : new String[] {"@bob_stone", "-1001234567890", "1234567", "https://t.me/+AbCdEf"}) {
            assertThat(new ChatReference(shown)).hasToString(shown);
        }
    }
}
