package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyAndOriginTest extends HttpServerFixture {

    @Test
    void anythingElseNeedsTheKey() throws Exception {
        start("secret");

        for (String path : List.of("/echo", "/nowhere", "/health%7A", "/healthz/x", "/%ff")) {
            String answer =
                    RawClient.exchange(port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
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
        start(new HttpOptions(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                "secret",
                Set.of("/echo"),
                FixedHealth.GOOD,
                (door, status, time) -> {}));

        for (String path : List.of("/echo", "/echo/", "/echo?a=b", "/healthz")) {
            assertThat(RawClient.exchange(port(), getTo(path))).as(path).startsWith("HTTP/1.1 200 ");
        }
        for (String path :
                List.of("/ech%6F", "/echo//", "//echo", "/echo/x", "/slow", "/slow/../echo", "/slow;/echo")) {
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

    @ParameterizedTest
    @CsvSource({
        "localhost:8080,200",
        "LOCALHOST,200",
        "demo.localhost:8080,200",
        "127.0.0.1:8080,200",
        "[::1]:8080,200",
        "toolgram:8080,200",
        "evil.test:8080,403",
        "evil.test,403",
        "evil.test.,403",
        "127.0.0.1.evil.test:8080,403",
        "localhost.evil.test,403"
    })
    void aHostOfThisMachineWithoutKeyAnswersToNoNameOfTheInternet(String host, int status) throws Exception {
        start();

        assertThat(RawClient.exchange(
                        port(), "GET /echo HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void withAKeyTheNameDoesNotMatter() throws Exception {
        start("secret");

        assertThat(RawClient.exchange(
                        port(),
                        "GET /echo HTTP/1.1\r\nHost: any.test\r\nAuthorization: Bearer secret\r\n"
                                + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anOriginIsRefusedBeforeTheKeyIsAskedFor() throws Exception {
        start("secret");

        HttpResponse<String> answer = send(request("/echo").header("Origin", "http://evil.test"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"detail\":").contains("\"request_id\":");
    }
}
