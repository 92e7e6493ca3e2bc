package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

    private static final int MEBIBYTE = 1024 * 1024;

    private final CountDownLatch slowEntered = new CountDownLatch(1);
    private final Semaphore slowMayLeave = new Semaphore(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable HttpServer running;

    @AfterEach
    void stop() {
        slowMayLeave.release(100);
        if (running != null) {
            running.close();
        }
        client.close();
    }

    @Test
    void everyAnswerCarriesAFreshRequestId() throws Exception {
        start(null);

        String first = get("/echo").headers().firstValue("X-Request-Id").orElseThrow();
        String second = get("/echo").headers().firstValue("X-Request-Id").orElseThrow();

        assertThat(first).matches("[0-9a-f]{12}").isNotEqualTo(second);
    }

    @Test
    void anIncomingRequestIdIsKeptInHeaderAndBody() throws Exception {
        start(null);

        HttpResponse<String> answer = send(request("/nowhere").header("X-Request-Id", "order-66.a_b:c"));

        assertThat(answer.headers().firstValue("X-Request-Id")).contains("order-66.a_b:c");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"request_id\":\"order-66.a_b:c\"").contains("\"detail\":\"");
    }

    @Test
    void aRequestIdThatCouldForgeALogLineIsReplaced() throws Exception {
        start(null);

        for (String bad : List.of("a b", "x".repeat(65), "a\tb", "{}")) {
            assertThat(send(request("/echo").header("X-Request-Id", bad))
                            .headers()
                            .firstValue("X-Request-Id"))
                    .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{12}"));
        }
    }

    @Test
    void healthTellsWhetherTheAccountIsLoggedInAndNeedsNoKey() throws Exception {
        start("secret");

        for (String path : List.of("/healthz", "/healthz/")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"authorized\":true}");
        }
    }

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
        start(null);

        assertThat(RawClient.exchange(
                        port(),
                        "GET /echo HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: close\r\n\r\n"
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

    @Test
    void aWrongMethodIsToldTheRightOnes() throws Exception {
        start(null);

        HttpResponse<String> answer = send(request("/echo").DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, POST");
        assertThat(answer.body()).contains("\"detail\":").contains("\"request_id\":");
    }

    @Test
    void aTrailingSlashCountsForNothingAndTwoDo() throws Exception {
        start(null);

        assertThat(get("/echo/").statusCode()).isEqualTo(200);
        assertThat(get("/echo//").statusCode()).isEqualTo(404);
        assertThat(get("//echo").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void headIsGetWithoutABody() throws Exception {
        start(null);

        HttpResponse<String> answer = send(request("/echo").HEAD());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void segmentsAndParametersAreDecoded() throws Exception {
        start(null);

        assertThat(get("/echo?a=1%2B1+%D1%8F&b&a=%3D%26").body()).isEqualTo("{\"a\":[\"1+1 я\",\"=&\"],\"b\":[\"\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%ff", "/%c0%80", "/%ed%a0%80", "/echo?a=%ff", "/echo?%ff=1"})
    void percentEncodingThatSpellsNoUtf8IsNamed(String target) throws Exception {
        start(null);

        String answer = RawClient.exchange(port(), getTo(target));

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("\"loc\":[\"" + (target.contains("?") ? "query" : "path") + "\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /%4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /echo?a=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /\u00ff HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /echo?a=\u00d1\u008f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /echo?a=b\u0000 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\nConnection: close\r\n\r\n"
            })
    void weirdBytesAreTheCallersFault(String request) throws Exception {
        start(null);

        assertThat(RawClient.exchange(port(), request)).startsWith("HTTP/1.1 4");
    }

    @Test
    void anOverlongAddressAndOverlongHeadersAreRefused() throws Exception {
        start(null);

        assertThat(RawClient.exchange(port(), getTo("/echo?a=" + "x".repeat(70_000))))
                .startsWith("HTTP/1.1 414 ");
        assertThat(RawClient.exchange(port(), getWith("/echo", "X-Long: " + "x".repeat(70_000))))
                .startsWith("HTTP/1.1 431 ");
        assertThat(RawClient.exchange(port(), getTo("/echo?" + "a=1&".repeat(2_000))))
                .startsWith("HTTP/1.1 4");
        assertThat(RawClient.exchange(port(), getWith("/echo", "X-Many: 1\r\n".repeat(300) + "X: 1")))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void aBodyOfExactlyOneMebibyteIsTaken() throws Exception {
        start(null);

        assertThat(post("x".repeat(MEBIBYTE)).body()).isEqualTo("1048576");
        assertThat(post("x".repeat(MEBIBYTE + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void aLargerBodyIsRefusedWhateverItsEncodingAndTheSenderSeesWhy() throws Exception {
        start(null);

        for (int size : List.of(MEBIBYTE + 1, 8 * MEBIBYTE)) {
            assertThat(RawClient.exchange(port(), postOf(size, false)))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("\"request_id\":");
            assertThat(RawClient.exchange(port(), postOf(size, true)))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("\"request_id\":");
        }
    }

    @Test
    void theConnectionServesOnAfterATooLargeBody() throws Exception {
        start(null);
        String next = "GET /echo?after HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        for (boolean chunked : List.of(false, true)) {
            String first = postOf(2 * MEBIBYTE, chunked).replace("Connection: close\r\n", "");
            assertThat(RawClient.exchange(port(), first + next))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("{\"after\":[\"\"]}");
        }
    }

    @Test
    void anEnormousAnnouncedLengthIsRefusedWithoutWaitingForIt() throws Exception {
        start(null);

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(RawClient.head(socket, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2147483648\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aChunkedBodyIsRead() throws Exception {
        start(null);

        assertThat(RawClient.exchange(
                        port(),
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                + "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("6");
    }

    @Test
    void aMalformedChunkEndsTheConnectionAndNothingElse() throws Exception {
        start(null);

        String answer = RawClient.exchange(
                port(), "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n");

        assertThat(answer).doesNotContain(" 200 ").doesNotContain(" 500 ");
        assertThat(get("/echo").statusCode()).isEqualTo(200);
    }

    @Test
    void aSenderThatWaitsForContinueGetsIt() throws Exception {
        start(null);

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(RawClient.head(
                            socket,
                            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"))
                    .startsWith("HTTP/1.1 100 ");
            assertThat(RawClient.head(socket, "ok")).startsWith("HTTP/1.1 200 ");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(
                            RawClient.head(
                                    socket,
                                    "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\nExpect: 100-continue\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aDefectShowsAnIdAndNothingElse() throws Exception {
        start(null);

        HttpResponse<String> answer = get("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"detail\":\"Internal error\"").doesNotContain("secret plan");
    }

    @Test
    void drainingWaitsForRequestsInFlightAndRefusesNewOnes() throws Exception {
        HttpServer server = start("secret");
        var slow = client.sendAsync(
                request("/slow").header("Authorization", "Bearer secret").build(), BodyHandlers.ofString());
        slowEntered.await();

        assertThat(server.drain(Duration.ofMillis(20))).isFalse();
        HttpResponse<String> refused = get("/echo");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"detail\":").contains("\"request_id\":");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);

        slowMayLeave.release();
        assertThat(server.drain(Duration.ofSeconds(10))).isTrue();
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void anAddressInUseIsNamedTogetherWithItsSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpServer server = server(null, taken.getLocalPort());

            assertThatThrownBy(server::start)
                    .isInstanceOf(ListenException.class)
                    .hasMessage(
                            "Cannot listen on 127.0.0.1:%d: address already in use; set TOOLGRAM_HTTP_LISTEN_ADDRESS"
                                    .formatted(taken.getLocalPort()));
            server.close();
        }
    }

    @Test
    void optionsDoNotPrintTheKey() {
        assertThat(new HttpOptions(new InetSocketAddress("127.0.0.1", 0), "hush", () -> true).toString())
                .doesNotContain("hush");
    }

    private HttpServer start(@Nullable String key) {
        HttpServer server = server(key, 0);
        server.start();
        running = server;
        return server;
    }

    private HttpServer server(@Nullable String key, int port) {
        SequencedMap<String, Resource.Handler> echo = new LinkedHashMap<>();
        echo.put("GET", request -> {
            var echoed = StrictJson.object();
            request.query().forEach((name, values) -> values.forEach(echoed.withArray(name)::add));
            return Response.json(200, echoed);
        });
        echo.put(
                "POST",
                request ->
                        Response.json(200, String.valueOf(request.body().length).getBytes(StandardCharsets.UTF_8)));
        Resource slow = Resource.of("GET", request -> {
            slowEntered.countDown();
            slowMayLeave.acquireUninterruptibly();
            return Response.empty(200);
        });
        Resource broken = Resource.of("GET", request -> {
            throw new IllegalStateException("secret plan");
        });
        Door door = path -> switch (String.join("/", path)) {
            case "echo" -> Optional.of(new Resource(echo));
            case "slow" -> Optional.of(slow);
            case "broken" -> Optional.of(broken);
            default -> Optional.empty();
        };
        return new HttpServer(
                new HttpOptions(new InetSocketAddress("127.0.0.1", port), key, () -> true), List.of(door));
    }

    private int port() {
        return Objects.requireNonNull(running).port();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(request("/echo").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String getTo(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    }

    private static String getWith(String target, String headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\nConnection: close\r\n\r\n";
    }

    private static String postOf(int size, boolean chunked) {
        String head = "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        if (!chunked) {
            return head + "Content-Length: " + size + "\r\n\r\n" + "x".repeat(size);
        }
        StringBuilder body = new StringBuilder(head + "Transfer-Encoding: chunked\r\n\r\n");
        for (int sent = 0; sent < size; ) {
            int chunk = Math.min(10_000, size - sent);
            body.append(Integer.toHexString(chunk))
                    .append("\r\n")
                    .append("x".repeat(chunk))
                    .append("\r\n");
            sent += chunk;
        }
        return body.append("0\r\n\r\n").toString();
    }
}
