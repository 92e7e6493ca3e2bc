package dev.toolgram.host;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.session.SessionDatabase;
import dev.toolgram.host.session.StringSession;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.TdlibSettings;
import dev.toolgram.host.telegram.tdjson.TrustedLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;

/**
 * The sandbox of another host, as a network without an automatic login: what is done on it with a session string
 * outlives the process that does it, as with the public Telegram.
 */
@NullMarked
final class RemoteSandbox {

    static final String PHONE = "+15550001";
    static final String CODE = "12345";
    static final String API_HASH = "5ec2e7a91b3d4f60718293a4b5c6d7e8";

    private static final String NETWORK = """
            package remote;
            import dev.toolgram.api.TelegramNetwork;
            import java.net.*;
            import java.nio.file.Path;
            import java.security.*;
            import java.security.interfaces.RSAPublicKey;
            import java.security.spec.X509EncodedKeySpec;
            import java.util.Base64;
            @org.pf4j.Extension
            public class RemoteNetworkPlugin implements TelegramNetwork {
                public String name() { return "remote"; }
                public Connection open(Path directory) { return new Open(); }
                static class Open implements Connection {
                    public InetSocketAddress proxy() {
                        return new InetSocketAddress(InetAddress.getLoopbackAddress(), PROXY_PORT);
                    }
                    public RSAPublicKey serverKey() {
                        try {
                            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(
                                    new X509EncodedKeySpec(Base64.getDecoder().decode("SERVER_KEY")));
                        } catch (GeneralSecurityException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    public Application application() {
                        return new Application(1, "API_HASH");
                    }
                    public Login login() { return null; }
                    public void close() {}
                }
            }
            """;

    private final Path folder;
    private final int proxyPort;
    private final String serverKey;
    private int signIns;

    /** @param folder gets the plugin and what is kept for its users */
    RemoteSandbox(SandboxHost host, Path folder) throws IOException {
        this(host, folder, proxyPort(host));
    }

    /** @param port where its users come in, for a {@link TcpForwarder} */
    RemoteSandbox(SandboxHost host, Path folder, int port) throws IOException {
        this.folder = folder;
        JsonNode address = host.sandbox("address", Map.of());
        proxyPort = proxyPort(host);
        serverKey = address.get("server_key").asString();
        JarBuilder.plugin(
                        "remote",
                        "remote.RemoteNetworkPlugin",
                        NETWORK.replace("PROXY_PORT", Integer.toString(port))
                                .replace("API_HASH", API_HASH)
                                .replace("SERVER_KEY", serverKey))
                .writeTo(Files.createDirectory(folder.resolve("plugins")).resolve("remote.jar"));
    }

    static int proxyPort(SandboxHost host) {
        return host.sandbox("address", Map.of()).get("proxy_port").asInt();
    }

    /** The settings with which a host uses it. */
    Map<String, String> settings(Path data) {
        return new HashMap<>(Map.of(
                "TOOLGRAM_TELEGRAM", "remote",
                "TOOLGRAM_PLUGINS_DIR", folder.resolve("plugins").toString(),
                "TOOLGRAM_DATA_DIR", data.toString()));
    }

    /** Signs in by the code, and gives the session. */
    StringSession signIn() throws IOException, GeneralSecurityException {
        String key = Base64.getEncoder()
                .encodeToString("a key of this test".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Path database = folder.resolve("sign-in-" + ++signIns);
        Path library = folder.resolve("libtdjson.so");
        if (!Files.exists(library)) {
            TrustedLibrary.write(SandboxHost.DISTRIBUTION.resolve("native/libtdjson.so"), serverKey(), library);
        }
        TdlibSettings settings = new TdlibSettings(
                library,
                database,
                key,
                new TelegramNetwork.Application(1, API_HASH),
                new TdlibSettings.Device("test", "test", "test"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), proxyPort),
                new TelegramNetwork.Login(PHONE, CODE, null));
        try (TdlibEngine engine = TdlibEngine.start(settings)) {
            AuthorizationState state = engine.awaitReady(Duration.ofSeconds(30));
            if (!engine.ready()) {
                throw new AssertionError(state.reason());
            }
        }
        return SessionDatabase.export(database, key);
    }

    private RSAPublicKey serverKey() throws GeneralSecurityException {
        return (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(serverKey)));
    }
}
