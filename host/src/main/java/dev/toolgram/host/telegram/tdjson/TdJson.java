package dev.toolgram.host.telegram.tdjson;

import java.time.Duration;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The five functions of TDLib's JSON interface ({@code td_json_client.h}). All but {@link #receive} may be called on
 * any thread.
 */
public interface TdJson {

    /** Returns a new client id. TDLib starts the client on its first request. */
    int createClientId();

    /** Sends a request, UTF-8 text without a zero byte; {@link #receive} returns the response. */
    void send(int clientId, byte[] request);

    /**
     * Returns the next response or update of any client. Must not be called concurrently: TDLib would abort the process.
     *
     * @return {@code null} on timeout
     */
    byte @Nullable [] receive(Duration timeout);

    /** Runs one of TDLib's synchronous functions, which do not need a client, such as the log settings. */
    @Nullable
    String execute(String request);

    /**
     * Sets a listener for TDLib's log messages and their levels. It is called on TDLib's threads, for a fatal message
     * before TDLib aborts the process, and must not call TDLib.
     *
     * @param maxLevel the level of the least severe messages to report; the log settings may suppress them
     * @return whether the library supports it
     */
    boolean onLog(int maxLevel, ObjIntConsumer<String> listener);
}
