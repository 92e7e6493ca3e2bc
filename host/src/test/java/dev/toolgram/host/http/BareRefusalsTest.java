package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What cannot be read as a request at all is answered, logged and counted like everything else. */
class BareRefusalsTest extends HttpServerFixture {

    private final Logger access = (Logger) LoggerFactory.getLogger("access");
    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            lines.add(event);
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        access.addAppender(appender);
        start(new HttpOptions(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                null,
                Set.of(),
                FixedHealth.GOOD,
                (door, status, time) -> heard.add(door + " " + status)));
    }

    @AfterEach
    void detach() {
        access.detachAppender(appender);
    }

    @ParameterizedTest
    @CsvSource({
        "/%zz, path, Malformed percent-encoding",
        "/%, path, Malformed percent-encoding",
        "/echo/%4, path, Malformed percent-encoding",
        "/echo?a=%zz, query, Malformed percent-encoding",
        "/echo?a=1&%a=2, query, Malformed percent-encoding",
        "/\u00ff, path, Write characters beyond ASCII percent-encoded",
        "/echo?a=\u00d1\u008f, query, Write characters beyond ASCII percent-encoded"
    })
    void badPercentEncodingIsInvalidInput(String target, String part, String message) throws Exception {
        JsonNode body = refusal(getTo(target));

        assertThat(body.get("detail").toString())
                .isEqualTo("[{\"loc\":[\"%s\"],\"msg\":\"%s\",\"type\":\"value_error\"}]".formatted(part, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /echo?a=b\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /echo\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "{}\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: x\r\n: no name\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: x\r\nA: b\u0000\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}"
            })
    void whatIsNoRequestIsToldSo(String request) throws Exception {
        assertThat(refusal(request).get("detail").asString()).startsWith("This is no valid HTTP/1.1 request");
    }

    @Test
    void tooManyHeadersOrParametersAreNoRequestEither() throws Exception {
        assertThat(refusal(getWith("/echo", "X-Many: 1\r\n".repeat(300) + "X: 1"))
                        .get("detail")
                        .asString())
                .contains("too many headers");
        assertThat(refusal(getTo("/echo?" + "a=1&".repeat(2_000))).get("detail").asString())
                .contains("too many headers or parameters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /echo HTTP/1.1\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: a:b\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET /echo HTTP/1.0\r\nHost: a/b\r\n\r\n"
            })
    void aHostThatIsNoneIsNamed(String request) throws Exception {
        assertThat(refusal(request).get("detail").asString()).startsWith("The Host header is ");
    }

    @Test
    void aClientThatSpeaksTlsIsToldSo() throws Exception {
        assertThat(refusal("\u0016\u0003\u0001\u0002\u0000\u0001\u0000")
                        .get("detail")
                        .asString())
                .contains("use http:// instead of https://");
    }

    @Test
    void aRefusalHasALineInTheLogAndIsCounted() throws Exception {
        JsonNode body = refusal(getTo("/%zz?private=word"));

        ILoggingEvent line = lines.poll(5, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        assertThat(line.getFormattedMessage()).matches("GET /%zz 400 0 ms \\d+ bytes none");
        assertThat(line.getMDCPropertyMap())
                .containsEntry("request_id", body.get("request_id").asString());
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("none 400");

        JsonNode _ = refusal("GET /a private HTTP/1.1\r\n\r\n");
        assertThat(lines.poll(5, TimeUnit.SECONDS))
                .satisfies(unknown -> assertThat(unknown.getFormattedMessage()).startsWith("- - 400 "));
    }

    @Test
    void theRequestsBeforeItOnTheConnectionAreAnswered() throws Exception {
        String post = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n\r\n\r\n123";

        String answers = RawClient.exchange(port(), post + "GET /echo?a=1 HTTP/1.1\r\nHost: x\r\n\r\n" + getTo("/%zz"));

        assertThat(answers)
                .contains("\r\n\r\n7HTTP/1.1 200 OK", "{\"a\":[\"1\"]}HTTP/1.1 400 Bad Request", "[\"path\"]");
    }

    /** An answer of a handler is never taken for a bare refusal. */
    @Test
    void anAnswerIsLeftAsItIs() throws Exception {
        String bare = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

        assertThat(get("/echo?a=" + java.net.URLEncoder.encode(bare, java.nio.charset.StandardCharsets.UTF_8))
                        .body())
                .contains("Content-Length: 0");
        assertThat(get("/bare").body()).isEqualTo(bare + bare);
    }

    @Override
    HttpModule door() {
        HttpModule others = super.door();
        byte[] bare = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Resource stream = Resource.of(
                "GET",
                request -> Response.stream("text/plain", out -> {
                            out.write(bare);
                            out.flush();
                            out.write(bare);
                        })
                        .with("Content-Length", Integer.toString(2 * bare.length)));
        return path -> path.equals(java.util.List.of("bare")) ? java.util.Optional.of(stream) : others.at(path);
    }

    private JsonNode refusal(String request) throws Exception {
        String answer = RawClient.exchange(port(), request);
        String[] parts = answer.split("\r\n\r\n", 2);
        assertThat(parts[0])
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("\r\nConnection: close", "\r\nContent-Type: application/json");
        JsonNode body = JsonMapper.shared().readTree(parts[1]);
        assertThat(body.propertyNames()).containsExactly("detail", "request_id");
        assertThat(parts[0])
                .contains("\r\nX-Request-Id: " + body.get("request_id").asString())
                .contains("\r\nContent-Length: " + parts[1].length());
        return body;
    }
}
