package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.telegram.TelegramError;
import java.time.Duration;

/** Listens to Telegram's responses. Called on the requesting thread or another one; must not block. */
public interface TelegramListener {

    /**
     * A request succeeded, failed or timed out.
     *
     * @param function its name in td_api; a limited set, because plugins choose it and not their callers
     * @param time the duration; for a function that sends, until the message was stored
     */
    void asked(String function, Duration time);

    /** Telegram or TDLib rejected a request. */
    void refused(String function, TelegramError error);

    /**
     * Telegram rate-limited a request, and TDLib waits and repeats it, or drops it although it has responded already.
     *
     * @param function one of the functions that make such a request
     * @param error with the seconds
     */
    void delayed(String function, TelegramError error);
}
