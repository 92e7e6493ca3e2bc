package dev.toolgram.host.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;

/** Configures logging. The levels of libraries are set in {@code logback.xml}. */
public final class Logs {

    private static final String OURS = "dev.toolgram";
    static final String ACCESS = LogAppender.ACCESS;

    private Logs() {}

    /**
     * Sets the level of Toolgram and its access log.
     *
     * @param level a Logback level: {@code DEBUG}, {@code INFO}, {@code WARN}, {@code ERROR}, {@code OFF}
     */
    public static void setLevel(String level) {
        for (String name : new String[] {OURS, ACCESS}) {
            logger(name).setLevel(Level.toLevel(level));
        }
    }

    /** Sets the level of a plugin's package to the host's. */
    public static void include(Class<?> plugin) {
        String home = plugin.getPackageName();
        if (!home.isEmpty() && !home.startsWith(OURS)) {
            logger(home).setLevel(logger(OURS).getEffectiveLevel());
        }
    }

    /** Switches to one JSON object per line. */
    public static void writeJson() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
                Encoder<ILoggingEvent> json = new JsonLines();
                json.setContext(context);
                json.start();
                stream.setEncoder(json);
            }
        });
    }

    /** Logs uncaught exceptions, which Java would otherwise print to standard error. */
    public static void logUncaughtExceptions() {
        Thread.setDefaultUncaughtExceptionHandler(Logs::uncaught);
    }

    /** Writes what is not written yet; to be called before the process ends. */
    public static void flush() {
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof LogAppender log) {
                log.flush();
            }
        });
    }

    private static void uncaught(Thread thread, Throwable failure) {
        logger(OURS).error("Uncaught exception in thread {}", thread.getName(), failure);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
