package dev.toolgram.host.bench;

import dev.toolgram.api.TelegramNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** The plugin of a network {@code remote}: the sandbox of another process, for {@code serve} with a session string. */
@Extension
public final class RemoteNetwork implements TelegramNetwork {

    /** The entry of the jar with the proxy's port and the server's key. */
    static final String ADDRESS = "address";

    private final int proxyPort;
    private final String serverKey;

    /** Reads the address from the jar. */
    public RemoteNetwork() throws IOException {
        try (InputStream file = RemoteNetwork.class.getResourceAsStream("/" + ADDRESS)) {
            String[] address =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII).split(" ");
            proxyPort = Integer.parseInt(address[0]);
            serverKey = address[1];
        }
    }

    RemoteNetwork(String proxyPort, String serverKey) {
        this.proxyPort = Integer.parseInt(proxyPort);
        this.serverKey = serverKey;
    }

    @Override
    public String name() {
        return "remote";
    }

    @Override
    public Connection open(Path directory) {
        return new Remote(proxyPort, serverKey);
    }

    private record Remote(int proxyPort, String key) implements Connection {
        @Override
        public InetSocketAddress proxy() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), proxyPort);
        }

        @Override
        public RSAPublicKey serverKey() {
            try {
                return (RSAPublicKey) KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(key)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Application application() {
            return new Application(1, "0123456789abcdef0123456789abcdef");
        }

        @Override
        public @Nullable Login login() {
            return null;
        }

        @Override
        public void close() {}
    }
}
