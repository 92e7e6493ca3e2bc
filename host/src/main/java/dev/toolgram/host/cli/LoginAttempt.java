package dev.toolgram.host.cli;

import dev.toolgram.host.Resources;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.SignIn;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A sign-in that Ctrl-C can cancel at any moment: before {@link #keep} the session is ended again, afterwards its string
 * is delivered.
 */
final class LoginAttempt implements AutoCloseable {

    /** To read a database and to write a file takes milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Resources resources;
    private final Thread giveUp = Thread.ofPlatform().name("undo-login").unstarted(this::giveUp);
    private final CountDownLatch over = new CountDownLatch(1);
    private Optional<SignIn> signIn = Optional.empty();
    private boolean kept;
    private boolean givenUp;

    LoginAttempt(Resources resources) {
        this.resources = resources;
        Runtime.getRuntime().addShutdownHook(giveUp);
    }

    synchronized SignIn of(TdlibEngine engine) {
        SignIn begun = engine.signIn();
        signIn = Optional.of(begun);
        return begun;
    }

    /** To be called before TDLib is closed, which is what undoes a session. */
    synchronized void keep() throws LoginFailedException {
        if (givenUp) {
            throw new LoginFailedException("login was cancelled");
        }
        kept = true;
    }

    private synchronized Optional<SignIn> toUndo() {
        givenUp = !kept;
        return givenUp ? signIn : Optional.empty();
    }

    private synchronized boolean isGivenUp() {
        return givenUp;
    }

    private void giveUp() {
        toUndo().ifPresent(SignIn::undo);
        try {
            if (!isGivenUp()) {
                var _ = over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        resources.close();
    }

    /** As long as anything is open, Ctrl-C has it closed. */
    @Override
    public void close() {
        over.countDown();
        if (!isGivenUp()) { // or the hook still needs TDLib
            resources.close();
        }
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(giveUp);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is at work
        }
    }
}
