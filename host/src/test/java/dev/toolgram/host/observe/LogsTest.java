package dev.toolgram.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {

    @Test
    void uncaughtExceptionsAreLogged() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.toolgram");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            Logs.logUncaughtExceptions();
            Thread thread = Thread.ofPlatform().name("unlucky").start(() -> {
                throw new IllegalStateException("nobody cares");
            });
            thread.join();

            assertThat(lines.list).singleElement().satisfies(line -> {
                assertThat(line.getFormattedMessage()).isEqualTo("Uncaught exception in thread unlucky");
                assertThat(line.getThrowableProxy().getMessage()).isEqualTo("nobody cares");
            });
        } finally {
            logger.detachAppender(lines);
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
