package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers whose writing fails by a defect. */
class BrokenAnswersTest extends HttpServerFixture {

    @Override
    Map<String, Resource> resources() {
        Resource late = Resource.of(
                "GET",
                request -> Response.stream("text/plain", out -> {
                    out.write("half".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    out.flush();
                    throw new IllegalStateException("secret plan");
                }));
        Resource early = Resource.of(
                "GET",
                request -> Response.stream("image/png", out -> {
                            throw new IllegalStateException("secret plan");
                        })
                        .with("Content-Length", "5000")
                        .with("Content-Disposition", "attachment"));
        return Map.of("/late", late, "/early", early);
    }

    @Test
    void halfAnAnswerDoesNotLookLikeAWholeOne() throws Exception {
        start();

        String answer = RawClient.exchange(port(), "GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK")
                .contains("Transfer-Encoding: chunked", "half")
                .doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void anAnswerThatFailsBeforeItBeginsIsAnError() throws Exception {
        start();

        String answer = RawClient.exchange(port(), getTo("/early"));

        assertThat(answer)
                .startsWith("HTTP/1.1 500 ")
                .contains("Content-Type: application/json", "{\"detail\":\"Internal error\",\"request_id\":")
                .doesNotContain("5000", "attachment", "secret plan");
    }
}
