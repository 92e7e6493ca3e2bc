package dev.toolgram.host.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;

/** The switches of the process's one log. Libraries stay where {@code logback.xml} puts them. */
public final class Logs {

    private static final String OURS = "dev.toolgram";
    private static final String ACCESS = "access";

    private Logs() {}

    /**
     * How much Toolgram says.
     *
     * @param level an SLF4J level: {@code DEBUG}, {@code INFO}, {@code WARN}, {@code ERROR}
     */
    public static void setLevel(String level) {
        for (String name : new String[] {OURS, ACCESS}) {
            logger(name).setLevel(Level.toLevel(level));
        }
    }

    /** A plugin says as much as the host does, also one from elsewhere. */
    public static void include(Class<?> plugin) {
        String home = plugin.getPackageName();
        if (!home.isEmpty() && !home.startsWith(OURS)) {
            logger(home).setLevel(logger(OURS).getEffectiveLevel());
        }
    }

    /** From now on a JSON object for each line. */
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

    /** From now on what nobody catches is a line of the log, too; Java itself would write it beside the log. */
    public static void tellOfTheUncaught() {
        Thread.setDefaultUncaughtExceptionHandler(Logs::uncaught);
    }

    private static void uncaught(Thread thread, Throwable failure) {
        logger(OURS).error("Thread {} has ended", thread.getName(), failure);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
