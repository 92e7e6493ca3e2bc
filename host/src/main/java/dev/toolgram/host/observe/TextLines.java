package dev.toolgram.host.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Lines for people, one for each event: a stack trace follows on the same line, whole, its steps divided by
 * {@value #STEP}. So grep and collectors of lines find the cause together with the event and the request's id.
 */
public final class TextLines extends EncoderBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());

    private static final String STEP = " | ";

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(200);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ').append("%-5s".formatted(event.getLevel())).append(' ');
        String logger = event.getLoggerName();
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length());
        String request = event.getMDCPropertyMap().get(RequestScope.KEY);
        if (request != null) {
            line.append(" [").append(LogText.of(request)).append(']');
        }
        line.append(" - ").append(LogText.of(String.valueOf(event.getFormattedMessage())));
        append(event.getThrowableProxy(), line);
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An exception's message may hold a caller's words, and so their idea of a line. */
    private static void append(@Nullable IThrowableProxy exception, StringBuilder line) {
        if (exception != null) {
            ThrowableProxyUtil.asString(exception)
                    .lines()
                    .forEach(step -> line.append(STEP).append(LogText.of(step.strip())));
        }
    }

    @Override
    public byte @Nullable [] headerBytes() {
        return null;
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return null;
    }
}
