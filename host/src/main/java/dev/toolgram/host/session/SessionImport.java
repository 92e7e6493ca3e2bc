package dev.toolgram.host.session;

import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.AuthorizationState;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the database of a new session in the background, and then starts TDLib. This waits until
 * Telegram responds; meanwhile the host serves and reports the import.
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
     * Starts the import and returns at once.
     *
     * @param engine a prepared engine that has not begun
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
            log.error("Session import failed", e);
            giveUp("The session could not be imported; see the log for details");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the host is closing
        }
    }

    /** Ignored if the host is closing, which causes the failure. */
    private void giveUp(String reason) {
        if (!Thread.currentThread().isInterrupted()) {
            engine.giveUp(reason);
        }
    }

    /** Cancels an unfinished import and waits for its end. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
