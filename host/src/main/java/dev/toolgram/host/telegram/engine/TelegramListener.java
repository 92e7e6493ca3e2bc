package dev.toolgram.host.telegram.engine;

import java.time.Duration;

/** Listens to Telegram's responses. Called on the requesting thread, so it must not block. */
public interface TelegramListener {

    /**
     * A request succeeded, failed or timed out.
     *
     * @param function its name in td_api; a limited set, because plugins choose it and not their callers
     * @param time the duration; for a function that sends, until the message was stored
     */
    void asked(String function, Duration time);

    /** Telegram rate-limited a request (FLOOD_WAIT). Not called for waits that TDLib handles internally. */
    void flooded(Duration retryAfter);
}
