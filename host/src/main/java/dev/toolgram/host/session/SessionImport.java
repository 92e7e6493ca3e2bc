package dev.toolgram.host.session;

import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.AuthorizationState;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the database of a session that is new here, in the background, and then lets TDLib begin. It takes as long as
 * Telegram takes to answer: meanwhile the host serves, and says what it is waiting for.
 */
public final class SessionImport implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SessionImport.class);

    private final SessionDatabase database;
    private final SessionDatabase.Owner owner;
    private final TdlibEngine engine;
    private final Thread thread = Thread.ofPlatform().name("session-import").unstarted(this::run);

    private SessionImport(SessionDatabase database, SessionDatabase.Owner owner, TdlibEngine engine) {
        this.database = database;
        this.owner = owner;
        this.engine = engine;
    }

    /**
     * Begins, and returns at once.
     *
     * @param engine is prepared, and has not begun
     */
    public static SessionImport start(SessionDatabase database, SessionDatabase.Owner owner, TdlibEngine engine) {
        engine.postpone(new AuthorizationState.TakingOver(false));
        SessionImport begun = new SessionImport(database, owner, engine);
        begun.thread.start();
        return begun;
    }

    private void run() {
        try {
            if (database.make(owner)) {
                engine.begin();
            } else {
                engine.giveUp(new AuthorizationState.LoggingOut().reason());
            }
        } catch (SessionException | UncheckedIOException e) {
            giveUp(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("The session was not taken over", e);
            giveUp("The session could not be taken over; the log has the details");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the host is closing
        }
    }

    /** Unless the host is closing, which is why it failed. */
    private void giveUp(String reason) {
        if (!Thread.currentThread().isInterrupted()) {
            engine.giveUp(reason);
        }
    }

    /** Gives up what is not finished, and waits until nothing of it is left. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
