package dev.toolgram.host.telegram.tdjson;

/** One client of a {@link TdLibrary}. Thread-safe. */
public final class TdClient {

    private final int id;
    private final TdLibrary library;

    TdClient(int id, TdLibrary library) {
        this.id = id;
        this.library = library;
    }

    /** Hands a function to TDLib; the answer comes to the receiver with the same {@code @extra}. */
    public void send(byte[] request) {
        library.send(id, request);
    }

    /**
     * Stops listening. Call it when TDLib has closed the client; with the last client of a library its receive loop
     * ends.
     */
    public void forget() {
        library.forget(id);
    }

    /** Waits until the receive loop has ended, if this was the last client that anybody listened to. */
    public void awaitEnd() {
        library.awaitEnd();
    }
}
