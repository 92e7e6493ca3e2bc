package dev.toolgram.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LinesTest {

    private static final Encoder<ILoggingEvent> TEXT = encoderOfTheDistribution();

    private static final String FORGED = "2026-01-01T00:00:00.000Z INFO  access - GET /forged 200";

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.toolgram.test.Voice");

    @Test
    void textIsTimeLevelLoggerRequestAndMessage() {
        try (var _ = RequestScope.of("order-66")) {
            assertThat(text(event("Hello {}", null, "world")))
                    .matches(
                            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ WARN  Voice \\[order-66] - Hello world\n");
        }
        assertThat(text(event("Alone", null))).endsWith(" WARN  Voice - Alone\n");
    }

    @Test
    void anInnerScopeGivesTheOuterOneBack() {
        try (var _ = RequestScope.of("outer")) {
            try (var _ = RequestScope.of("inner")) {
                assertThat(text(event("x", null))).contains("[inner]");
            }
            assertThat(text(event("x", null))).contains("[outer]");
        }
        assertThat(text(event("x", null))).doesNotContain("[");
    }

    @Test
    void noMessageForgesALineOrMovesTheCursor() {
        for (String end : List.of("\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000b", "\f", "\u001b[2K")) {
            String line = text(event("path {}", null, "/x" + end + FORGED));

            assertThat(line.lines()).as(line).hasSize(1);
            assertThat(line.strip().chars()).noneMatch(Character::isISOControl);
            assertThat(line).contains("/x\\", FORGED);
        }
        assertThat(text(event("up\u202Eside", null))).endsWith(" - up\\u202eside\n");
    }

    @Test
    void aStackTraceStaysOnTheLineOfItsEvent() {
        Exception failure = new IllegalStateException("no", new RuntimeException("why"));

        String line = text(event("Failed", failure));

        assertThat(line.lines()).hasSize(1);
        assertThat(line.strip().split(" \\| "))
                .hasSizeGreaterThan(4)
                .satisfies(steps -> assertThat(steps[0]).endsWith(" - Failed"))
                .contains("java.lang.IllegalStateException: no", "Caused by: java.lang.RuntimeException: why")
                .anySatisfy(step -> assertThat(step).startsWith("at dev.toolgram.host.observe.LinesTest.aStackTrace"));
    }

    @Test
    void anExceptionsMessageForgesNoLineEither() {
        for (String end : List.of("\n", "\r", "\u2028", "\u001b[2K")) {
            String line = text(event("Failed", new IllegalStateException("no" + end + FORGED)));

            assertThat(line.lines()).as(line).hasSize(1);
            assertThat(line.strip().chars()).noneMatch(Character::isISOControl);
            assertThat(line).contains(" - Failed | java.lang.IllegalStateException: no", FORGED);
        }
    }

    @Test
    void jsonIsAnObjectOnALine() {
        String line;
        try (var _ = RequestScope.of("order-66")) {
            line = json(event("Hello {}", new IllegalStateException("no\nway"), "\n\"world\""));
        }

        assertThat(line).endsWith("}\n");
        assertThat(line.lines()).hasSize(1);
        JsonNode object = JsonMapper.shared().readTree(line);
        assertThat(object.propertyNames())
                .containsExactly("timestamp", "level", "logger", "message", "request_id", "exception");
        assertThat(Instant.parse(object.path("timestamp").asString())).isAfter(Instant.EPOCH);
        assertThat(object.path("level").asString()).isEqualTo("WARN");
        assertThat(object.path("logger").asString()).isEqualTo("dev.toolgram.test.Voice");
        assertThat(object.path("message").asString()).isEqualTo("Hello \n\"world\"");
        assertThat(object.path("request_id").asString()).isEqualTo("order-66");
        assertThat(object.path("exception").asString())
                .startsWith("java.lang.IllegalStateException: no\nway")
                .contains("\tat ");
    }

    @Test
    void jsonWithoutRequestAndExceptionHasNoSuchFields() {
        assertThat(JsonMapper.shared().readTree(json(event("x", null))).propertyNames())
                .containsExactly("timestamp", "level", "logger", "message");
    }

    @Test
    void keysAndValuesBecomeFieldsUnlessTheirNameIsTaken() {
        LoggingEvent event = event("x", null);
        event.addKeyValuePair(new KeyValuePair("status", 200));
        event.addKeyValuePair(new KeyValuePair("bytes", 7_000_000_000L));
        event.addKeyValuePair(new KeyValuePair("open", true));
        event.addKeyValuePair(new KeyValuePair("door", "rest\n"));
        event.addKeyValuePair(new KeyValuePair("nothing", null));
        event.addKeyValuePair(new KeyValuePair("level", "FORGED"));

        assertThat(json(event))
                .endsWith("\"message\":\"x\",\"status\":200,\"bytes\":7000000000,\"open\":true,\"door\":\"rest\\n\","
                        + "\"nothing\":\"null\"}\n")
                .doesNotContain("FORGED");
    }

    @Test
    void halfASurrogatePairCostsOneCharacterAndNotTheLine() {
        String line = json(event("half \uD83D of it", null));

        assertThat(JsonMapper.shared().readTree(line).path("message").asString())
                .isEqualTo("half ? of it");
    }

    private LoggingEvent event(String message, @Nullable Throwable failure, Object... arguments) {
        LoggingEvent event =
                new LoggingEvent(LinesTest.class.getName(), logger, Level.WARN, message, failure, arguments);
        event.prepareForDeferredProcessing(); // takes what the thread's scope says
        return event;
    }

    private static String text(ILoggingEvent event) {
        return new String(TEXT.encode(event), StandardCharsets.UTF_8);
    }

    /** The encoder of the distribution's log; the tests have another configuration. */
    private static Encoder<ILoggingEvent> encoderOfTheDistribution() {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(LinesTest.class.getResource("/logback.xml"));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
        return ((OutputStreamAppender<ILoggingEvent>)
                        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr"))
                .getEncoder();
    }

    private static String json(ILoggingEvent event) {
        return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    }
}
