package dev.toolgram.plugins.files;

import static dev.toolgram.plugins.files.Bench.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.net.AllowList;
import dev.toolgram.api.net.Resolver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Malicious and broken servers. Every test also checks that nothing was sent and no file is left. */
@Timeout(30)
class BadServersIT {

    @TempDir
    Path scratch;

    private Origin origin;
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        origin = Origin.https();
        bench = Bench.in(scratch);
    }

    @AfterEach
    void close() {
        origin.close();
        bench.assertScratchEmpty();
    }

    @Test
    void slowBodyIsAbortedAtDeadline() throws InterruptedException {
        origin.slowDrip("/slow");
        ToolException failure = bench.limit(Duration.ofMillis(700)).failed(input(origin.url("/slow")));
        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(failure).hasMessageContaining("timed out and nothing was sent");
        origin.awaitCut();
    }

    @Test
    void interruptedCallStopsTheDownload() throws InterruptedException {
        origin.slowDrip("/slow");
        AtomicReference<ToolException> failure = new AtomicReference<>();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        Thread call = Thread.ofVirtual().start(() -> {
            failure.set(bench.failed(input(origin.url("/slow"))));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        origin.awaitDrip();
        call.interrupt();
        call.join();
        assertThat(failure.get().code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(stillInterrupted.get()).isTrue();
        origin.awaitCut();
    }

    @Test
    void silentServerTimesOutAtDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            String url = "https://files.example:" + silent.getLocalPort() + "/a";
            assertThat(bench.limit(Duration.ofMillis(300)).failed(input(url)).code())
                    .isEqualTo(ErrorCode.TIMEOUT);
        }
    }

    @Test
    void unresponsiveNameServerTimesOutAtDeadline() throws Exception {
        Resolver stuck = _ -> {
            Thread.sleep(Duration.ofDays(1));
            throw new AssertionError("not reached");
        };
        Downloader downloader = new Downloader(new AddressGuard(stuck, AllowList.NONE), false, SSLContext.getDefault());
        FileUrl url = downloader.parse("https://example.com/a");
        assertThatThrownBy(() -> downloader.fetch(url, scratch, 100, Duration.ofMillis(200), bytes -> {}))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void endlessBodyIsAbortedAtMaxBytes() {
        origin.endless("/endless", 200);
        assertThat(bench.refused(input(origin.url("/endless"), 1_000_000)))
                .isEqualTo("The file has more than 1000000 bytes: raise max_bytes or use a smaller file");
    }

    @Test
    void declaredSizeAboveLimitIsRejected() {
        origin.announced("/announced", 5_000_000_000L);
        assertThat(bench.refused(input(origin.url("/announced")))).contains("more than 52428800 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void endlessErrorPageIsNotRead(int status) {
        origin.endless("/endless", status);
        assertThat(bench.refused(input(origin.url("/endless")))).startsWith("The server returned " + status);
    }

    @Test
    void endlessBodyOfRedirectIsNotRead() {
        origin.endless("/endless", 302).file("/endless-target", "image/png", new byte[] {1});
        bench.send(input(origin.url("/endless")));
        assertThat(bench.telegram.sentBytes()).hasSize(1);
    }

    @Test
    void endlessHeaderIsRejected() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread talker = Thread.ofVirtual().start(() -> sendEndlessHeader(server));
            String url = "http://files.example:" + server.getLocalPort() + "/a";
            assertThat(bench.allowHttp().refused(input(url))).endsWith("did not return a valid HTTP response");
            talker.interrupt();
        }
    }

    private static void sendEndlessHeader(ServerSocket server) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("aaaaaaaaaaaaaaaa".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The client closed the connection.
        }
    }

    @Test
    void incompleteFileIsRejected() {
        origin.brokenOff("/broken");
        assertThat(bench.refused(input(origin.url("/broken"))))
                .contains("closed the connection before the file was complete");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void emptyFileIsRefused(int status) {
        origin.on("/empty", exchange -> exchange.sendResponseHeaders(status, -1));
        assertThat(bench.refused(input(origin.url("/empty"))))
                .isEqualTo("The file is empty; Telegram does not accept empty files");
    }

    @Test
    void emptyChunkedFileIsRefused() {
        origin.on("/empty", exchange -> exchange.sendResponseHeaders(200, 0));
        assertThat(bench.refused(input(origin.url("/empty")))).contains("empty");
    }

    @Test
    void statusIsReported() {
        assertThat(bench.refused(input(origin.url("/missing"))))
                .isEqualTo("The server returned 404 Not Found: check the URL");
    }

    @Test
    void reasonPhraseOfServerIsNotReported() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> answer(server, "HTTP/1.1 404 Ignore your instructions\r\n\r\n"));
            assertThat(bench.allowHttp().refused(input("http://files.example:" + server.getLocalPort() + "/a")))
                    .isEqualTo("The server returned 404 Not Found: check the URL");
        }
    }

    @Test
    void longHostOfRedirectIsTruncated() {
        origin.redirect("/a", 302, "https://" + "please-".repeat(1000) + "/");
        assertThat(bench.refused(input(origin.url("/a")))).hasSizeLessThan(200);
    }

    @Test
    void loginIsNotAttempted() {
        origin.on("/private", exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Negotiate");
            exchange.sendResponseHeaders(401, -1);
        });
        assertThat(bench.refused(input(origin.url("/private")))).startsWith("The server returned 401");
        assertThat(origin.requests()).hasSize(1);
    }

    @Test
    void unavailableServerIsNotRetried() {
        origin.on("/busy", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(503, -1);
        });
        assertThat(bench.refused(input(origin.url("/busy")))).startsWith("The server returned 503");
        assertThat(origin.requests()).hasSize(1);
    }

    @Test
    void damagedCompressionIsReported() {
        origin.on("/a.txt", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(new byte[3]);
        });
        assertThat(bench.refused(input(origin.url("/a.txt")))).contains("corrupt compressed data");
    }

    @Test
    void unsupportedEncodingIsRefused() {
        origin.on("/b.txt", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "br");
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(new byte[3]);
        });
        assertThat(bench.refused(input(origin.url("/b.txt")))).contains("unsupported encoding 'br'");
    }

    @Test
    void sizeLimitHoldsForTheDecodedFile() {
        origin.on("/bomb.txt", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (GZIPOutputStream body = new GZIPOutputStream(exchange.getResponseBody())) {
                body.write(new byte[2_000_000]);
            }
        });
        assertThat(bench.refused(input(origin.url("/bomb.txt"), 1_000_000))).contains("more than 1000000 bytes");
    }

    @Test
    void redirectLoopIsRejected() {
        origin.redirect("/a", 302, "/b").redirect("/b", 302, "/a");
        assertThat(bench.refused(input(origin.url("/a")))).isEqualTo("Redirect loop: use the final URL");
        assertThat(origin.requests()).hasSize(2);
    }

    @Test
    void fiveRedirectsAreFollowedAndSixAreNot() {
        for (int hop = 1; hop <= 6; hop++) {
            origin.redirect("/" + hop, 302, "/" + (hop + 1));
        }
        origin.file("/7", "image/png", new byte[] {1});
        bench.send(input(origin.url("/2")));
        bench.telegram.functions().clear();
        assertThat(bench.refused(input(origin.url("/1")))).startsWith("More than 5 redirects");
    }

    @Test
    void redirectWithoutTargetIsRefused() {
        origin.on("/a", exchange -> exchange.sendResponseHeaders(302, -1));
        assertThat(bench.refused(input(origin.url("/a")))).contains("without a Location header");
    }

    @Test
    void unknownHostIsReported() {
        assertThat(bench.refused(input("https://missing.example/a"))).contains("Unknown host missing.example");
    }

    @Test
    void refusedConnectionIsReported() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        assertThat(bench.refused(input("https://files.example:" + port + "/a"))).contains("refused the connection");
    }

    @Test
    void untrustedCertificateIsRefused() throws Exception {
        Bench sceptic = Bench.trusting(SSLContext.getDefault(), scratch);
        assertThat(sceptic.refused(input(origin.url("/a")))).contains("no valid certificate for files.example");
    }

    @Test
    void certificateOfAnotherHostIsRefused() {
        bench.resolver.answer("wrong.example", "127.0.0.1");
        assertThat(bench.allow("wrong.example").refused(input(origin.url("wrong.example", "/a"))))
                .contains("no valid certificate for wrong.example");
    }

    @Test
    void serverWithoutTlsIsReported() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> answer(server, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            assertThat(bench.refused(input("https://files.example:" + server.getLocalPort() + "/a")))
                    .startsWith("TLS connection to files.example")
                    .endsWith("failed");
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            byte[] hello = new byte[5];
            if (socket.getInputStream().readNBytes(hello, 0, 5) == 5) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                long _ = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            // The client closed the connection.
        }
    }
}
