package dev.toolgram.host.telegram.engine;

import java.time.Duration;

/** Hears how Telegram answers. Told on the thread that asked, so it must not block. */
public interface TelegramListener {

    /**
     * A function was answered, refused, or given up on.
     *
     * @param function its name in td_api; as many as there are, for plugins choose them and not their callers
     * @param time how long it took; for one that sends, until the message was stored
     */
    void asked(String function, Duration time);

    /** Telegram refused because there were too many requests. What TDLib waits out by itself is not told. */
    void flooded(Duration retryAfter);
}
