package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.toolgram.host.config.HttpConfig;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessLogTest extends HttpServerFixture {

    private final Logger access = (Logger) LoggerFactory.getLogger("access");
    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
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
    }

    @AfterEach
    void detach() {
        access.detachAppender(appender);
    }

    @Test
    void aLineHasTheFactsOfARequestAndNotWhatWasAsked() throws Exception {
        start();
        send(request("/echo?word=private")
                .header("X-Request-Id", "order-66")
                .header("Authorization", "Bearer hush")
                .POST(BodyPublishers.ofString("confidential")));

        ILoggingEvent line = next();
        assertThat(line.getLevel()).isEqualTo(Level.INFO);
        assertThat(line.getFormattedMessage()).matches("POST /echo 200 \\d+ ms 2 bytes other");
        assertThat(line.getMDCPropertyMap()).isEqualTo(Map.of("request_id", "order-66"));
        Map<String, Object> fields =
                line.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
        assertThat(fields)
                .containsOnlyKeys("method", "path", "status", "duration_ms", "bytes", "door")
                .containsEntry("method", "POST")
                .containsEntry("path", "/echo")
                .containsEntry("status", 200)
                .containsEntry("bytes", 2L)
                .containsEntry("door", "other");
        assertThat(fields.toString() + line.getFormattedMessage()).doesNotContain("private", "confidential", "hush");
    }

    @Test
    void aRefusedRequestIsLoggedWithItsId() throws Exception {
        start("secret");
        String refused =
                get("/echo?token=private").headers().firstValue("X-Request-Id").orElseThrow();

        ILoggingEvent line = next();
        assertThat(line.getFormattedMessage()).matches("GET /echo 401 \\d+ ms \\d+ bytes none");
        assertThat(line.getMDCPropertyMap()).isEqualTo(Map.of("request_id", refused));
    }

    @Test
    void aRequestThatCannotBeParsedIsLoggedWithAnId() throws Exception {
        start();
        assertThat(RawClient.exchange(port(), "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");

        ILoggingEvent line = next();
        assertThat(line.getFormattedMessage()).isEqualTo("- - 400 0 ms 0 bytes none");
        assertThat(line.getMDCPropertyMap().get("request_id")).matches("[0-9a-f]{12}");
    }

    @Test
    void aPathIsShownAsItWasSentAndNotAtAnyLength() throws Exception {
        start();
        get("/a%0d%0aGET%20/forged%20200");
        assertThat(next().getFormattedMessage()).startsWith("GET /a%0d%0aGET%20/forged%20200 404 ");

        get("/" + "long".repeat(1000));
        assertThat(next().getFormattedMessage()).hasSizeLessThan(300).contains("... 404 ");
    }

    @Test
    void aQueryIsNoPartOfThePathHoweverItIsSent() throws Exception {
        start();
        for (String target : new String[] {
            "/echo?a=private",
            "http://localhost/echo?a=private",
            "/echo/?a=private",
            "//echo?a=private",
            "/echo??private",
            "/none?private",
            "/echo?%ff=private"
        }) {
            RawClient.exchange(port(), getTo(target));
            assertThat(next().getFormattedMessage()).as(target).doesNotContain("private");
        }
    }

    @Test
    void listenersAreNotifiedOfModuleAndStatusOfEveryRequest() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        start(new HttpConfig(loopback(0), null), (module, status, time) -> heard.add(module + " " + status));

        get("/echo");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("other 200");
        get("/healthz");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("health 200");
        get("/nowhere");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("none 404");
        get("/broken");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("other 500");
    }

    private ILoggingEvent next() throws InterruptedException {
        ILoggingEvent line = lines.poll(5, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        return line;
    }
}
