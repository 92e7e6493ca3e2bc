package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.config.HttpConfig;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The length and encoding of request bodies. */
class FramingTest extends HttpServerFixture {

    private final BlockingQueue<String> observed = new LinkedBlockingQueue<>();

    @BeforeEach
    void observe() {
        start(new HttpConfig(loopback(0), null), (module, status, time) -> observed.add(module + " " + status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 18446744073709551616",
                "Content-Length: 18446744073709551618",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity"
            })
    void aLengthThatCannotBeReadIsRefusedLoggedAndCounted(String header) throws Exception {
        String answer = RawClient.exchange(
                port(), "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n{}" + getTo("/smuggled"));

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("Connection: close", "\"request_id\":")
                .doesNotContain("smuggled");
        assertThat(observed.poll(5, TimeUnit.SECONDS)).isEqualTo("none 400");
        assertThat(observed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nabc\r\n0\r\n\r\n",
                "zz\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "\r\n\r\n",
                "5zz\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "fffffffffffffffff\r\nhello",
                "8000000000000005\r\nhello\r\n0\r\n\r\n",
                "7fffffffffffffff\r\nhello\r\n0\r\n\r\n",
                "10000000000000005\r\nhello\r\n0\r\n\r\n",
                "80000000\r\nhello\r\n0\r\n\r\n",
                "5 5\r\nhello\r\n0\r\n\r\n",
                "5\nhello\n0\n\n",
                "5\r\nhello0\r\n\r\n",
                "4\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello\r\n-1\r\n\r\n",
                "5\r\nhello\r\n0\r\nno colon\r\n\r\n"
            })
    void aMalformedChunkSizeIsRefusedLoggedAndCounted(String body) throws Exception {
        String answer = RawClient.exchange(
                port(),
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                        + body);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"detail\":\"Invalid chunk size or trailer.\"");
        assertThat(observed.poll(5, TimeUnit.SECONDS)).isEqualTo("none 400");
    }

    /** The second piece arrives when the handler waits for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n|zz\r\n\r\n",
                "5\r\nhello\r\n|-1\r\n\r\n",
                "5\r\nhello\r\n|ffffffffffffffff1\r\nx",
                "5\r\nhello\r\n|80000000\r\nx",
                "5\r\nhello|0\r\n\r\n",
                "5\r\nhello\r\n1|z\r\n",
                "5\r\nhello\r\n0\r\n|no colon\r\n\r\n",
                "|zz\r\n\r\n"
            })
    void aMalformedChunkThatArrivesLaterIsRefusedLoggedAndCounted(String pieces) throws Exception {
        String[] body = pieces.split("\\|");
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(RawClient.head(
                            socket,
                            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
                                    + body[0]))
                    .startsWith("HTTP/1.1 100 ");
            answer = RawClient.head(socket, body[1]);
        }

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Connection: close", "Content-Type: application/json");
        assertThat(observed.poll(5, TimeUnit.SECONDS)).endsWith(" 400");
        assertThat(observed).isEmpty();
    }

    @Test
    void anEmptyLineBeforeARequestIsIgnored() throws Exception {
        String post = "\r\nPOST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            for (String request : new String[] {post, post, post + "\r\n", post.substring(2)}) {
                assertThat(RawClient.head(socket, request)).startsWith("HTTP/1.1 200 ");
                assertThat(socket.getInputStream().read()).isEqualTo('2');
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n0\r\n\r\n",
                "005\r\nhello\r\n0\r\n\r\n",
                "2\r\nhe\r\n3;a=b\r\nllo\r\n0\r\nT: x\r\n\r\n"
            })
    void wellFormedChunksAreRead(String body) throws Exception {
        assertThat(RawClient.exchange(
                        port(),
                        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                + body))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n5");
    }

    @Test
    void aBrokenBodyIsLoggedAsInvalid() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(
                            RawClient.head(
                                    socket,
                                    "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"))
                    .startsWith("HTTP/1.1 100 ");
            assertThat(RawClient.head(socket, "-5\r\nhello\r\n0\r\n\r\n")).doesNotContain(" 200 ");
        }
        assertThat(observed.poll(5, TimeUnit.SECONDS)).endsWith(" 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9223372036854775808\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999999\r\n\r\n",
                "\r\n\r\nGET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\nGET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
                "GET /echo\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void whatCannotBeParsedIsRefusedLoggedAndCounted(String request) throws Exception {
        assertThat(RawClient.exchange(port(), request))
                .startsWith("HTTP/1.1 400 ")
                .contains("Connection: close");
        assertThat(observed.poll(5, TimeUnit.SECONDS)).isEqualTo("none 400");
        assertThat(get("/echo").statusCode()).isEqualTo(200);
        assertThat(observed.poll(5, TimeUnit.SECONDS)).isEqualTo("other 200");
        assertThat(observed).isEmpty();
    }

    @Test
    void whatCannotBeParsedAfterARequestIsCountedAsAnother() throws Exception {
        String answer = RawClient.exchange(
                port(), "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\nGET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 400 ");
        assertThat(observed.poll(5, TimeUnit.SECONDS)).isEqualTo("other 200");
        assertThat(observed.poll(5, TimeUnit.SECONDS)).isEqualTo("none 400");
        assertThat(observed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gzip,200", "x-gzip,200", "GZIP,200", "deflate,200", "identity,200", "br,415", "'gzip, gzip',415"})
    void compressedBodiesAreDecoded(String encoding, int status) throws Exception {
        byte[] body = compressed(encoding, "x".repeat(5_000).getBytes(StandardCharsets.US_ASCII));

        String answer = RawClient.exchange(port(), post(encoding, body));

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer).contains(status == 200 ? "5000" : "Accept-Encoding: gzip, deflate");
    }

    @Test
    void theLimitAppliesToTheDecodedBody() throws Exception {
        for (String encoding : new String[] {"gzip", "deflate"}) {
            byte[] fits = compressed(encoding, new byte[MEBIBYTE]);
            byte[] bomb = compressed(encoding, new byte[200 * MEBIBYTE]);

            assertThat(RawClient.exchange(port(), post(encoding, fits))).endsWith("1048576");
            assertThat(bomb).hasSizeLessThan(MEBIBYTE);
            assertThat(RawClient.exchange(port(), post(encoding, bomb))).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aBodyThatIsNotCompressedAsAnnouncedIsInvalid() throws Exception {
        byte[] cut = compressed("gzip", new byte[5_000]);

        for (byte[] body : new byte[][] {"{}".getBytes(StandardCharsets.US_ASCII), java.util.Arrays.copyOf(cut, 20)}) {
            assertThat(RawClient.exchange(port(), post("gzip", body)))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("\"request_id\":");
        }
    }

    private static byte[] compressed(String encoding, byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (encoding) {
            case "gzip", "x-gzip", "GZIP" -> {
                try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                    out.write(content);
                }
            }
            case "deflate" -> {
                try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
                    out.write(content);
                }
            }
            default -> bytes.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] post(String encoding, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(encoding, body.length)
                        .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
