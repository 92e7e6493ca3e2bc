package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that ask and then do not read. */
@Timeout(60)
class SlowReadersTest extends HttpServerFixture {

    /** More than the buffers between here and there hold. */
    private static final int LARGE = 64 * MEBIBYTE;

    private static final Duration LONG = Duration.ofSeconds(50);

    private final BlockingQueue<Exception> brokenOff = new LinkedBlockingQueue<>();
    private final CountDownLatch begun = new CountDownLatch(2);
    private final byte[] large = new byte[LARGE];

    @Override
    Map<String, Resource> resources() {
        Resource written = Resource.of("GET", request -> Response.stream("text/plain", this::write));
        Resource endless = Resource.of(
                "GET", request -> Response.stream("text/plain", this::write).endless());
        Resource whole = Resource.of("GET", request -> {
            begun.countDown();
            return Response.bytes("text/plain", large);
        });
        return Map.of("/written", written, "/endless", endless, "/whole", whole);
    }

    private void write(OutputStream out) throws IOException {
        try {
            out.write('x');
            out.flush();
            begun.countDown();
            out.write(large);
        } catch (IOException e) {
            brokenOff.add(e);
            throw e;
        }
    }

    private Socket askFor(String target) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.getOutputStream().write(getTo(target).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Whether the server has closed a connection before the response was complete. */
    private static boolean isCut(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            return socket.getInputStream().readAllBytes().length < LARGE;
        } catch (SocketException e) {
            return true; // reset
        }
    }

    @Test
    void unreadResponseIsAbandoned() throws Exception {
        HttpServer server = start(new Limits(LONG, Duration.ofMillis(200), 100));
        try (Socket first = askFor("/written");
                Socket second = askFor("/whole")) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(server.drain(LONG)).isTrue();
            assertThat(brokenOff.poll(10, TimeUnit.SECONDS)).isNotNull();
            for (Socket socket : List.of(first, second)) {
                assertThat(isCut(socket)).isTrue();
            }
        }
    }

    @Test
    void anAnswerThatIsReadSlowlyIsNotGivenUp() throws Exception {
        HttpServer server = start(new Limits(LONG, Duration.ofSeconds(2), 100));
        try (Socket socket = askFor("/written")) {
            long start = System.nanoTime();
            long read = 0;
            for (int piece = 0; piece < 32; piece++) {
                read += socket.getInputStream().readNBytes(LARGE / 32).length;
                TimeUnit.MILLISECONDS.sleep(100); // this slowness is what is tested: less than the patience, but often
            }
            read += socket.getInputStream().readAllBytes().length;

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
            assertThat(read).isGreaterThan(LARGE);
            assertThat(brokenOff).isEmpty();
            assertThat(server.drain(LONG)).isTrue();
        }
    }

    @Test
    void whatGoesOnForEverIsNotWaitedForUntilTheEnd() throws Exception {
        HttpServer server = start(new Limits(LONG, LONG, 100));
        try (Socket _ = askFor("/endless");
                Socket _ = askFor("/endless")) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            long start = System.nanoTime();
            assertThat(server.drain(LONG)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), LONG.dividedBy(2));
        }
    }

    @Test
    void anAnswerWithAnEndIsWaitedFor() throws Exception {
        HttpServer server = start(new Limits(LONG, LONG, 100));
        try (Socket _ = askFor("/written");
                Socket _ = askFor("/endless")) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(server.drain(Duration.ofMillis(100))).isFalse();
        }
    }
}
