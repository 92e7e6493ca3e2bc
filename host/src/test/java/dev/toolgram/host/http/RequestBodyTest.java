package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBodyTest extends HttpServerFixture {

    @Test
    void aBodyOfExactlyOneMebibyteIsTaken() throws Exception {
        start();

        assertThat(post("x".repeat(MEBIBYTE)).body()).isEqualTo("1048576");
        assertThat(post("x".repeat(MEBIBYTE + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void aLargerBodyIsRefusedWhateverItsEncodingAndTheSenderSeesWhy() throws Exception {
        start();

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
        start();
        String next = "GET /echo?after HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        for (boolean chunked : List.of(false, true)) {
            String first = postOf(2 * MEBIBYTE, chunked).replace("Connection: close\r\n", "");
            assertThat(RawClient.exchange(port(), first + next))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("{\"after\":[\"\"]}");
        }
    }

    @Test
    void anEnormousAnnouncedLengthIsRefusedWithoutWaitingForIt() throws Exception {
        start();

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(RawClient.head(
                            socket, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2147483648\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aChunkedBodyIsRead() throws Exception {
        start();
        String chunkedHead =
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

        assertThat(RawClient.exchange(port(), chunkedHead.concat("5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n")))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("6");
    }

    @Test
    void aMalformedChunkEndsTheConnectionAndNothingElse() throws Exception {
        start();

        String answer = RawClient.exchange(
                port(),
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n");

        assertThat(answer).doesNotContain(" 200 ").doesNotContain(" 500 ");
        assertThat(get("/echo").statusCode()).isEqualTo(200);
    }

    @Test
    void aSenderThatWaitsForContinueGetsIt() throws Exception {
        start();

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(
                            RawClient.head(
                                    socket,
                                    "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"))
                    .startsWith("HTTP/1.1 100 ");
            assertThat(RawClient.head(socket, "ok")).startsWith("HTTP/1.1 200 ");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(
                            RawClient.head(
                                    socket,
                                    "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\nExpect: 100-continue\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void anUnknownTransferEncodingIsRefusedAtOnce() throws Exception {
        start();

        assertThat(RawClient.exchange(
                        port(), "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"request_id\":");
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedForForever() throws Exception {
        HttpServer server = start(new Limits(Duration.ofMillis(50), Duration.ofMinutes(1), 100));

        assertThat(RawClient.exchange(
                        port(), "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nhalf"))
                .startsWith("HTTP/1.1 408 ")
                .contains("\"request_id\":");
        assertThat(RawClient.exchange(
                        port(), "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"))
                .startsWith("HTTP/1.1 408 ");
        assertThat(server.drain(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void neitherIsTheRestOfOneThatWasRefused() throws Exception {
        HttpServer server = start(new Limits(Duration.ofMillis(50), Duration.ofMinutes(1), 100));

        assertThat(RawClient.exchange(
                        port(), "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\nhalf"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(server.drain(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void aHandlerMayTakeLongerThanABody() throws Exception {
        start(new Limits(Duration.ofMillis(50), Duration.ofMinutes(1), 100));

        var slow = client.sendAsync(
                request("/slow")
                        .POST(HttpRequest.BodyPublishers.ofString("whole"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        slowEntered.await();
        // Another one runs into its deadline meanwhile.
        assertThat(RawClient.exchange(
                        port(), "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nhalf"))
                .startsWith("HTTP/1.1 408 ");
        slowMayLeave.release();

        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void aSenderThatGoesAwayInTheMiddleLeavesNothingBehind() throws Exception {
        HttpServer server = start();

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(
                            RawClient.head(
                                    socket,
                                    "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\nExpect: 100-continue\r\n\r\n"))
                    .startsWith("HTTP/1.1 100 ");
        }

        assertThat(server.drain(Duration.ofSeconds(5))).isTrue();
    }
}
