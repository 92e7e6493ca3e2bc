package dev.toolgram.host.events.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.net.AllowList;
import dev.toolgram.api.net.Resolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A certificate is checked for the name in the URL, although the connection goes to a checked address. */
@NullMarked
class WebhookSenderTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final List<String> hosts = new CopyOnWriteArrayList<>();
    private static HttpsServer server;
    private static SSLContext client;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hook",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.example",
                        "-ext",
                        "san=dns:hooks.example,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext serving = SSLContext.getInstance("TLS");
        serving.init(keys.getKeyManagers(), null, null);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serving));
        server.createContext("/", exchange -> {
            byte[] _ = exchange.getRequestBody().readAllBytes();
            hosts.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static WebhookSender.Outcome post(String url, SSLContext tls, String... addresses) throws Exception {
        Resolver resolver =
                _ -> List.of(addresses).stream().map(InetAddress::ofLiteral).toList();
        try (WebhookSender sender = new WebhookSender(
                WebhookUrl.of(url),
                new AddressGuard(resolver, AllowList.valueOf("127.0.0.0/8")),
                Duration.ofSeconds(5),
                tls)) {
            return sender.post(Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example:%d/a?b=c%%20d, hooks.example:%d/a?b=c%%20d",
        "https://HOOKS.example:%d, hooks.example:%d/",
        "https://127.0.0.1:%d/x, 127.0.0.1:%d/x",
    })
    void theNameOfTheUrlIsSentAndChecked(String url, String received) throws Exception {
        int port = server.getAddress().getPort();
        WebhookSender.Outcome outcome = post(url.formatted(port), client, "127.0.0.1");

        assertThat(outcome.error()).isEmpty();
        assertThat(hosts.getLast()).isEqualTo(received.formatted(port));
    }

    @Test
    void theNextAddressIsTriedIfOneDoesNotConnect() throws Exception {
        int port = server.getAddress().getPort();

        // The server listens at 127.0.0.1 alone.
        assertThat(post("https://hooks.example:%d/".formatted(port), client, "127.0.0.2", "127.0.0.1")
                        .error())
                .isEmpty();
    }

    @Test
    void aCertificateForAnotherNameIsRejected() throws Exception {
        int received = hosts.size();
        int port = server.getAddress().getPort();

        assertThat(post("https://other.example:%d/".formatted(port), client, "127.0.0.1")
                        .error())
                .startsWith("TLS failed: ");
        assertThat(post("https://hooks.example:%d/".formatted(port), SSLContext.getDefault(), "127.0.0.1")
                        .error())
                .startsWith("TLS failed: ");
        assertThat(hosts).hasSize(received);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://example.com/ | Only https is accepted",
                "example.com/hook | Only https is accepted",
                "https://user:secret@example.com/ | must not contain a user name or password",
                "https:///hook | no valid host",
                "https://exa mple.com/ | Invalid URL",
                "https://2130706433/ | four decimal numbers",
            })
    void malformedUrlsAreRejected(String url, String message) {
        assertThatThrownBy(() -> WebhookUrl.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
