package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.config.HttpConfig;
import dev.toolgram.host.config.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyAndOriginTest extends HttpServerFixture {

    @Test
    void anythingElseNeedsTheKey() throws Exception {
        start("secret");

        for (String path : List.of("/echo", "/nowhere", "/health%7A", "/healthz/x", "/%ff")) {
            String answer = RawClient.exchange(
                    port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .as(path)
                    .startsWith("HTTP/1.1 401 ")
                    .contains("WWW-Authenticate: Bearer\r\n")
                    .contains("\"request_id\":");
        }
        assertThat(send(request("/echo").header("Authorization", "Bearer secret"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anOpenPathNeedsNoKeyAndNothingThatLooksLikeIt() throws Exception {
        start(new HttpConfig(loopback(0), Optional.of(new Secret("secret")), true, true, Set.of(), Set.of()));

        for (String path : List.of("/metrics", "/metrics/", "/metrics?a=b", "/healthz")) {
            assertThat(RawClient.exchange(port(), getTo(path))).as(path).startsWith("HTTP/1.1 200 ");
        }
        for (String path : List.of(
                "/metric%73", "/metrics//", "//metrics", "/metrics/x", "/slow", "/slow/../metrics", "/slow;/metrics")) {
            assertThat(RawClient.exchange(port(), getTo(path))).as(path).startsWith("HTTP/1.1 401 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer secret,200",
        "bearer secret,200",
        "BEARER   secret ,200",
        "Bearer wrong,401",
        "Bearer,401",
        "'Bearer ',401",
        "Basic secret,401",
        "secret,401",
        "Bearersecret,401",
        "Bearer secret2,401",
        "Bearer secre,401"
    })
    void theSchemeIsCaseInsensitiveAndTheKeyIsNot(String authorization, int status) throws Exception {
        start("secret");

        assertThat(RawClient.exchange(port(), getWith("/echo", "Authorization: " + authorization)))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void twoCredentialsAreNone() throws Exception {
        start("secret");

        assertThat(RawClient.exchange(
                        port(), getWith("/echo", "Authorization: Bearer secret\r\nAuthorization: Bearer other")))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void aKeyBeyondAsciiIsComparedAsTheBytesOnTheWire() throws Exception {
        start("ключ-ü");

        byte[] right = getWith("/echo", "Authorization: Bearer ключ-ü").getBytes(StandardCharsets.UTF_8);
        byte[] wrong = getWith("/echo", "Authorization: Bearer ключ-ö").getBytes(StandardCharsets.UTF_8);

        assertThat(RawClient.exchange(port(), right)).startsWith("HTTP/1.1 200 ");
        assertThat(RawClient.exchange(port(), wrong)).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://host.test:8080,host.test:8080,200",
        "HTTP://Host.Test:8080,host.test:8080,200",
        "http://host.test,host.test,200",
        "https://host.test,host.test,200",
        "http://host.test:80,host.test,200",
        "https://host.test,host.test:443,200",
        "http://[::1]:8080,[::1]:8080,200",
        "http://host.test,host.test:8080,403",
        "http://host.test:8081,host.test:8080,403",
        "http://evil.test:8080,host.test:8080,403",
        "http://host.test.evil.test,host.test,403",
        "http://host.test@evil.test,host.test,403",
        "ftp://host.test,host.test,403",
        "host.test,host.test,403",
        "null,host.test,403"
    })
    void onlyTheHostsOwnPagesMayCall(String origin, String host, int status) throws Exception {
        start("secret");

        assertThat(RawClient.exchange(
                        port(),
                        "GET /echo HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nAuthorization: Bearer secret\r\nConnection: close\r\n\r\n"
                                .formatted(host, origin)))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void anOriginIsRefusedBeforeTheKeyIsAskedFor() throws Exception {
        start("secret");

        HttpResponse<String> answer = send(request("/echo").header("Origin", "http://evil.test"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"detail\":").contains("\"request_id\":");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080,200",
        "LocalHost,200",
        "127.0.0.1:8080,200",
        "192.168.1.7,200",
        "[::1]:8080,200",
        "[2001:db8::1:0:0:1],200",
        "tools.example.com:8080,200",
        "Tools.Example.com,200",
        "evil.com:8080,403",
        "portal.lan,403",
        "evil.local,403",
        "corp-portal,403",
        "nas.home.arpa.,403",
        "tools.localhost,403",
        "localhost.evil.com,403",
        "127.0.0.1.evil.com,403",
        "evil.tools.example.com,403",
        "0x7f000001,403",
        "2130706433,403",
        "127.1,403",
        "0177.0.0.1,403",
        "127.000.000.001,403",
        "[0:0:0:0:0:0:0:1],403",
        "1.ip6.arpa,403"
    })
    void withoutKeyOnlyTrustedHostNamesAreAccepted(String host, int status) throws Exception {
        start(new HttpConfig(loopback(0), Optional.empty(), true, false, Set.of("tools.example.com"), Set.of()));

        for (String request : List.of(
                getWith("/echo", "Origin: http://" + host),
                getTo("/echo"),
                getTo("/echo").replace("GET", "POST"))) {
            assertThat(RawClient.exchange(port(), request.replace("Host: localhost", "Host: " + host)))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .satisfies(answer -> assertThat(answer.contains("TOOLGRAM_ALLOWED_HOSTS"))
                            .isEqualTo(status == 403));
        }
    }

    @Test
    void theMachinesOwnNameIsAnswered() throws Exception {
        start();
        String name = InetAddress.getLocalHost().getHostName();

        assertThat(RawClient.exchange(port(), getTo("/echo").replace("Host: localhost", "Host: " + name)))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void otherAddressesOfTheMachineFollowTheSameRule() throws Exception {
        start(new HttpConfig(new InetSocketAddress("0.0.0.0", 0), null));
        String request = getTo("/echo");

        try (Socket socket = new Socket(InetAddress.getLocalHost(), port())) {
            assertThat(RawClient.head(socket, request.replace("Host: localhost", "Host: evil.com:8080")))
                    .startsWith("HTTP/1.1 403 ");
        }
        try (Socket socket = new Socket(InetAddress.getLocalHost(), port())) {
            String address = InetAddress.getLocalHost().getHostAddress();
            assertThat(RawClient.head(socket, request.replace("Host: localhost", "Host: " + address + ":8080")))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    /** A simple request: browsers send forms, images and scripts without a preflight. */
    @ParameterizedTest
    @CsvSource({
        "'',200",
        "Sec-Fetch-Site: same-origin,200",
        "Sec-Fetch-Site: none,200",
        "Sec-Fetch-Site: cross-site,403",
        "Sec-Fetch-Site: same-site,403",
        "Origin: null,403",
        "Origin: http://127.0.0.1:1,403",
        "Origin: http://evil.com,403",
        "Origin: http://localhost,200",
        "Origin: https://friend.example:444,200",
        "'Origin: http://localhost\r\nOrigin: http://evil.com',403"
    })
    void aPageOfAnotherOriginNeverWrites(String headers, int status) throws Exception {
        start(new HttpConfig(
                loopback(0), Optional.empty(), true, false, Set.of(), Set.of("https://friend.example:444")));

        for (String contentType : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json",
                "")) {
            String lines = (headers.isEmpty() ? "" : headers.replace("\\r\\n", "\r\n") + "\r\n")
                    + (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n");
            assertThat(RawClient.exchange(
                            port(),
                            "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines
                                    + "Content-Length: 2\r\n\r\n{}"))
                    .as("%s, %s", headers, contentType)
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/.well-known/oauth-protected-resource,404",
        "/.well-known/oauth-protected-resource/mcp,404",
        "/.well-known/oauth-authorization-server,404",
        "/.well-known/openid-configuration,404",
        "/mcp/.well-known/openid-configuration,404",
        "/mcp/.well-known/oauth-protected-resource,404",
        "/mcp/x,401",
        "/register,404",
        "/authorize,404",
        "/token,404",
        "/registers,401",
        "/x/.well-known/oauth,401"
    })
    void oAuthDiscoveryEndsInNotFound(String path, int status) throws Exception {
        start("secret");

        for (String method : List.of("GET", "POST")) {
            assertThat(RawClient.exchange(port(), getTo(path).replace("GET", method)))
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void withAKeyTheNameDoesNotMatter() throws Exception {
        start("secret");

        assertThat(RawClient.exchange(
                        port(),
                        getWith("/echo", "Authorization: Bearer secret")
                                .replace("Host: localhost", "Host: tools.example.com")))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void healthIsServedUnderAnyHostName() throws Exception {
        start();

        assertThat(RawClient.exchange(port(), getTo("/healthz").replace("Host: localhost", "Host: tools.example.com")))
                .startsWith("HTTP/1.1 200 ");
    }
}
