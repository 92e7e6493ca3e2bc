package dev.toolgram.host.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes the log to standard error. Lines of the access log are collected for 20 ms and written together: a system call
 * for each would be a tenth of a request. Any other line is written at once, after the lines before it.
 */
public final class LogAppender extends ConsoleAppender<ILoggingEvent> {

    /** The logger of the access log. */
    static final String ACCESS = "access";

    private static final int BUFFER = 32 * 1024;
    private static final Executor LATER = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private final AtomicBoolean flushPending = new AtomicBoolean();

    /** An appender that Logback configures and starts. */
    public LogAppender() {
        setTarget("System.err");
        setImmediateFlush(false);
    }

    @Override
    protected OutputStream wrapTarget(OutputStream target) {
        return new BufferedOutputStream(target, BUFFER);
    }

    @Override
    protected void subAppend(ILoggingEvent event) {
        super.subAppend(event);
        if (!event.getLoggerName().equals(ACCESS)) {
            flush();
        } else if (flushPending.compareAndSet(false, true)) {
            LATER.execute(this::flush);
        }
    }

    /** Writes the collected lines. */
    void flush() {
        flushPending.set(false);
        streamWriteLock.lock();
        try {
            getOutputStream().flush();
        } catch (IOException e) {
            addError("Cannot write to standard error", e);
        } finally {
            streamWriteLock.unlock();
        }
    }
}
