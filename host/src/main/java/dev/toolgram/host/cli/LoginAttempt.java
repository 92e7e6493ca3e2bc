package dev.toolgram.host.cli;

import dev.toolgram.host.Resources;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.SignIn;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that Ctrl-C can cancel at any moment: before {@link #keep} the session is ended again, afterwards its string
 * is delivered.
 */
final class LoginAttempt implements AutoCloseable {

    /** To read a database and to write a file takes milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Resources resources;
    private final Thread hook = Thread.ofPlatform().name("undo-login").unstarted(this::cancel);
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable SignIn signIn;
    private boolean kept;
    private volatile boolean cancelled;
    private volatile boolean signalled;
    private volatile Runnable again = () -> {};

    LoginAttempt(Resources resources) {
        this.resources = resources;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized SignIn of(TdlibEngine engine) {
        SignIn begun = engine.signIn();
        signIn = begun;
        return begun;
    }

    /**
     * To be called before TDLib is closed, which is what undoes a session.
     *
     * @throws IllegalStateException if it was cancelled before
     */
    synchronized void keep() {
        if (cancelled) {
            throw new IllegalStateException("login was cancelled");
        }
        kept = true;
    }

    /**
     * Prints the session string, a second time if Ctrl-C follows: a terminal drops what is written but not shown yet when
     * it gets one.
     */
    void deliver(Runnable printing) {
        if (!signalled) {
            again = printing;
        }
        printing.run();
    }

    private synchronized @Nullable SignIn toUndo() {
        cancelled = !kept;
        return cancelled ? signIn : null;
    }

    /** Cancels the login; run by the shutdown hook. */
    void cancel() {
        signalled = true;
        SignIn unwanted = toUndo();
        if (unwanted != null) {
            unwanted.undo();
        }
        try {
            if (!cancelled) {
                var _ = over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                again.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        resources.close();
    }

    /** Ends the session unless it was kept. As long as anything is open, Ctrl-C has it closed. */
    @Override
    public void close() {
        over.countDown();
        if (!cancelled) { // or the hook still needs TDLib
            SignIn unwanted = kept ? null : signIn;
            if (unwanted != null) {
                unwanted.undo();
            }
            resources.close();
        }
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is at work
        }
    }
}
