package dev.toolgram.host.telegram.tdjson;

/** A client of a {@code TdLibrary}. Thread-safe. */
public interface TdClient {

    /** Sends a request to TDLib; the receiver gets the response with the same {@code @extra}. */
    void send(byte[] request);

    /**
     * Removes the receiver. Must be called after TDLib has closed the client; with the last client, the library's receive
     * loop ends.
     */
    void forget();

    /** Waits until the receive loop has ended, if this was the last client. */
    void awaitEnd();
}
