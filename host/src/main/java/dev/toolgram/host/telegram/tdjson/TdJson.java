package dev.toolgram.host.telegram.tdjson;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The five functions of TDLib's JSON interface ({@code td_json_client.h}). All but {@link #receive} may be called on
 * any thread.
 */
public interface TdJson {

    /** A new client's number. TDLib starts the client with its first request. */
    int createClientId();

    /** Hands a request, UTF-8 text without a zero, to a client; the answer comes through {@link #receive}. */
    void send(int clientId, byte[] request);

    /**
     * The next answer or update of any client. Never on two threads at once: TDLib aborts the process.
     *
     * @return {@code null} when nothing came in time
     */
    byte @Nullable [] receive(Duration timeout);

    /** Runs one of the few functions that TDLib answers at once and without a client, such as the log's settings. */
    @Nullable
    String execute(String request);

    /**
     * Has a listener told what TDLib says before it aborts the process: its last chance to say anything. It is called on
     * a thread of TDLib, and must not call TDLib.
     */
    void onFatal(Consumer<String> listener);
}
