package dev.toolgram.plugins.files;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * One GET request and its response, on a separate connection to addresses that were checked before. It does not follow
 * redirects, retry, or use proxies, cookies or credentials, each of which could connect to an unchecked
 * address. Not thread-safe.
 */
final class PinnedExchange implements AutoCloseable {

    /** The timeout of the connect and of the TLS handshake: short, to leave time for a second address. */
    private static final Timeout CONNECT = Timeout.ofSeconds(10);

    /** The client has no limits by default; a server could fill the memory with headers. */
    private static final Http1Config BOUNDED_HEAD =
            Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

    /** File names in headers are often raw UTF-8. */
    private static final CharCodingConfig UTF_8 = CharCodingConfig.custom()
            .setCharset(StandardCharsets.UTF_8)
            .setMalformedInputAction(CodingErrorAction.REPLACE)
            .setUnmappableInputAction(CodingErrorAction.REPLACE)
            .build();

    private final CloseableHttpClient client;
    private final ClassicHttpResponse response;

    /**
     * Sends the request and waits for the response headers.
     *
     * @param addresses the addresses to connect to, in order
     * @param limit the socket timeout; {@link TimeLimit} limits the total time
     * @throws IOException if there is no response
     */
    PinnedExchange(FileUrl url, List<InetAddress> addresses, SSLContext tls, Duration limit) throws IOException {
        this.client = client(url, addresses, tls, limit);
        // Omit a default port: signed URLs are signed for the Host header without it.
        HttpHost server = new HttpHost(url.scheme(), url.host().text(), url.hasDefaultPort() ? -1 : url.port());
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", server, url.path());
        request.setHeader(HttpHeaders.ACCEPT, "*/*");
        // A compressed response could expand to any size, and its length is not the file's.
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        try {
            this.response = client.executeOpen(server, request, null);
        } catch (IOException | RuntimeException e) {
            client.close(CloseMode.IMMEDIATE);
            throw e;
        }
    }

    ClassicHttpResponse response() {
        return response;
    }

    /** Closes the connection. Closing the response would first read the rest of it, which may be endless. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private static CloseableHttpClient client(
            FileUrl url, List<InetAddress> addresses, SSLContext tls, Duration limit) {
        Timeout silence = Timeout.of(limit);
        BasicHttpClientConnectionManager connections = BasicHttpClientConnectionManager.create(
                null,
                new Pinned(url.host().text(), addresses),
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(
                                "https",
                                ClientTlsStrategyBuilder.create()
                                        .setSslContext(tls)
                                        .buildClassic())
                        .build(),
                ManagedHttpClientConnectionFactory.builder()
                        .http1Config(BOUNDED_HEAD)
                        .charCodingConfig(UTF_8)
                        .build());
        connections.setConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setSocketTimeout(silence)
                .build());
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(silence)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Toolgram")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** Returns the checked addresses, so that the client does no lookup. */
    private record Pinned(String host, List<InetAddress> addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String name) throws UnknownHostException {
            if (!name.equals(host)) {
                throw new UnknownHostException(name + " was not checked");
            }
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String name) {
            return name;
        }
    }
}
