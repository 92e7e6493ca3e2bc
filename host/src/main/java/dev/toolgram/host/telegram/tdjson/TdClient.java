package dev.toolgram.host.telegram.tdjson;

/** A client of a {@link TdLibrary}. Thread-safe. */
public final class TdClient {

    private final int id;
    private final TdLibrary library;

    TdClient(int id, TdLibrary library) {
        this.id = id;
        this.library = library;
    }

    /** Sends a request to TDLib; the receiver gets the response with the same {@code @extra}. */
    public void send(byte[] request) {
        library.send(id, request);
    }

    /**
     * Removes the receiver. Must be called after TDLib has closed the client; with the last client, the library's receive loop
     * ends.
     */
    public void forget() {
        library.forget(id);
    }

    /** Waits until the receive loop has ended, if this was the last client. */
    public void awaitEnd() {
        library.awaitEnd();
    }
}
