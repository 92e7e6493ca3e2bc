package dev.toolgram.host.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/**
 * The conversion word {@code %oneLine(…)} in {@code logback.xml}: keeps an event on one line and escapes control
 * characters, so that untrusted text cannot forge a log line. With an option, {@code %oneLine(…){' | '}}, it replaces
 * line breaks with the option, so a stack trace stays on the line of its event.
 */
public final class OneLine extends CompositeConverter<ILoggingEvent> {

    @Override
    protected String transform(ILoggingEvent event, String text) {
        String separator = getFirstOption();
        if (separator == null || separator.isEmpty() || text.isEmpty()) {
            return LogText.of(text);
        }
        StringBuilder line = new StringBuilder(text.length());
        text.lines().forEach(step -> line.append(separator).append(LogText.of(step.strip())));
        return line.toString();
    }
}
